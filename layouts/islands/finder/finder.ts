// The decision finder: "May I refund 400 as Desk lead?" On the list of decisions it finds the one that is meant; on the
// page of a decision it asks the ladders there. What is asked stands in the address, so that an answer can be sent.
import { decorate } from "../../scripts/decorate.ts";
import { button, el } from "../../scripts/dom.ts";
import { script } from "../../scripts/load.ts";
import { choose, onChange, own } from "../../scripts/roles.ts";
import type { Decisions } from "../decisions/decisions.ts";
import type { Reckon } from "../reckon/reckon.ts";
import type { Person } from "../reckon/say.ts";
import * as answers from "./answer.ts";
import { feedback } from "./feedback.ts";
import { one } from "./one.ts";
import * as pages from "./page.ts";

// An Asker is what an answer is made from.
export interface Asker {
  form: HTMLFormElement;
  answer: HTMLElement; // where it stands
  people: Map<string, Person & { href: string }>;
  text: string;
  at: string; // the decision that was chosen among several, by its title
  ladder: number; // of the condition that was chosen, -1 for none
  row: number;
  roles: string[];
  keep: HTMLElement | false; // the offer to keep the role that was chosen for this question
  reckon: Reckon;
  tools: typeof tools;
}

interface Fields extends HTMLFormControlsCollection {
  q?: HTMLInputElement;
  as: HTMLSelectElement;
}

const tools = { ...answers, ...pages, button, el, feedback };
const global = globalThis as unknown as { batonReckon?: Reckon; batonDecisions?: Decisions };
const mine = "mine"; // the choice of all that are the reader's

let form: HTMLFormElement;
let role: string | undefined; // for this question only
let at = "";
let typing = false; // a question that is still being typed is one step of the history
let begun = false;
let waits: ReturnType<typeof setTimeout>;

decorate(() => {
  const here = document.querySelector<HTMLFormElement>("form.asking");
  if (!here) return;
  form = here;
  form.onsubmit = (event) => (event.preventDefault(), asked(false));
  form.oninput = ({ target }) => {
    if (target !== fields().q) return;
    clearTimeout(waits);
    waits = setTimeout(() => asked(true), 150);
  };
  document.querySelector("main")!.onchange = ({ target }) => {
    const { as } = fields();
    if (target === as) role = as.value === mine ? undefined : as.value;
    if (target === as || (target instanceof HTMLInputElement && target.type === "radio" && target.form === form)) asked(false);
  };
  form.parentElement!.onclick = (event) => {
    const link = (event.target as Element).closest<HTMLElement>("[data-at]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    at = link.dataset.at!;
    remember(false);
    void show();
  };
  if (begun) again();
  else read();
  begun = true;
});

addEventListener("popstate", read);
onChange(() => void show());
document.addEventListener("baton:built", again);

function fields(): Fields {
  return form.elements as Fields;
}

function again(): void {
  pages.forget();
  void show();
}

// read takes the question from the address.
function read(): void {
  const p = new URLSearchParams(location.search), { q } = fields();
  typing = false;
  role = p.get("as") ?? undefined;
  at = p.get("at") ?? "";
  if (q) q.value = p.get("q") ?? "";
  for (const radio of radios()) radio.checked = radio.value === p.get("row");
  void show(p.get("row") ?? "");
}

function radios(): HTMLInputElement[] {
  return [...form.elements].filter((e): e is HTMLInputElement => e instanceof HTMLInputElement && e.type === "radio");
}

// chosen is the condition that is ticked, "" for none.
function chosen(): string {
  return radios().find((r) => r.checked)?.value ?? "";
}

function asked(typed: boolean): void {
  clearTimeout(waits);
  if (typed) at = "";
  const row = chosen();
  remember(typed, row);
  void show(row);
}

// remember puts the question into the address. Whoever opens it finds room for the answer: the form is its target.
function remember(typed: boolean, row = chosen()): void {
  const p = new URLSearchParams(), { q } = fields();
  for (const [key, value] of Object.entries({ q: q?.value.trim(), as: role, at, row })) if (value) p.set(key, value);
  if (role === "") p.set("as", "");
  const ladder = q?.value ? undefined : radios().find((r) => r.checked)?.closest("section[id]"); // the answer stands there
  const address = p.size ? `?${p}#${ladder?.id ?? "page:asking"}` : location.pathname;
  if (p.toString() === new URLSearchParams(location.search).toString()) return;
  history[typed && typing ? "replaceState" : "pushState"](null, "", address);
  typing = typed;
}

// show answers what the form says.
async function show(row = chosen()): Promise<void> {
  const { q, as } = fields(), people: Asker["people"] = new Map(), keys = new Map<string, string>();
  for (const o of as.options) {
    if (!o.dataset.href) continue;
    people.set(o.value, { stem: o.value, title: o.text, boss: o.dataset.boss ?? "", href: new URL(o.dataset.href, o.baseURI).href });
    for (const key of o.dataset.keys!.split(" ")) keys.set(key, o.value);
  }
  const yours = [...new Set(own().map((stem) => keys.get(stem) ?? "").filter(Boolean))];
  const other = role === undefined ? undefined : keys.get(role) ?? "";
  as.querySelector(`[value=${mine}]`)?.remove();
  if (yours.length > 1) as.options[0]!.after(new Option("my roles", mine));
  as.value = other ?? (yours.length > 1 ? mine : (yours[0] ?? ""));
  const title = people.get(other ?? "")?.title ?? "";
  const [ladder = -1, line = -1] = /^\d+\.\d+$/.test(row) ? row.split(".").map(Number) : [];
  if (!global.batonReckon && !q?.value && !at && !row && !yours.length && !other) return; // there is nothing to answer
  const { reckon, decisions } = form.dataset;
  if (!global.batonReckon) await script(reckon!);
  if (decisions && !global.batonDecisions) await script(decisions);
  await (decisions ? global.batonDecisions! : one)({
    form, reckon: global.batonReckon!, tools, people, text: q?.value ?? "", at, ladder, row: line,
    answer: form.nextElementSibling as HTMLElement,
    roles: other === undefined ? yours : other ? [other] : [],
    keep: !!other && !yours.includes(other) && button({ class: "btn" }, () => {
      role = undefined;
      choose([...yours, other], { [other]: title });
    }, `Keep ${title} as my part`),
  });
  form.dataset.done = ""; // nothing has to wait any more
}
