// The findings of the handbook, docked at the bottom of the window: what is wrong, where, and what would mend it.
// It appears by itself for errors, and goes when they are mended.
import { type Finding, type Findings, drawFinding, keyOf } from "./finding.ts";
import { announce, button, dock, el, focused, makeRoom, put } from "./stage.ts";

export type { Findings };

let now: Findings = { number: 0, errors: 0, warnings: 0, stale: false, list: [] };
let open: "no" | "by itself" | "by hand" = "no";
let came: HTMLElement | null = null; // what had the focus before F8 took it

const title = el("h2", "");
title.id = "title";
const more = el("p", "stale", "the page is the last good build");
const errors = el("ol", "list");
const warnings = el("ol", "list");
const summary = el("summary", "");
const rest = el("details", "", summary, warnings);
const cut = el("p", "cut");
const scroller = el("div", "scroller", errors, rest, cut);
const keys = el("p", "keys", el("kbd", "", "Esc"), " hides · ", el("kbd", "", "F8"), " next · ", el("kbd", "", "Alt"), "-click on the page opens the editor");
const hideButton = button("hide", hide, "×");
hideButton.ariaLabel = "Hide";
const panel = el("section", "panel", el("header", "", title, more, keys, hideButton), scroller);
panel.role = "region";
panel.setAttribute("aria-labelledby", title.id);
panel.hidden = true;
put(panel);

const chip = button("chip", () => {
  came = null;
  show("by hand");
  (panel.querySelector<HTMLElement>("button.place") ?? hideButton).focus();
});
chip.hidden = true;
dock.append(chip);

// showFindings shows the complete list of what serve found.
export function showFindings(f: Findings): void {
  const before = now;
  now = f;
  const words = counts(f);
  title.textContent = chip.textContent = words;
  for (const e of [chip, panel]) e.classList.toggle("error", f.errors > 0);
  more.hidden = !f.stale;
  draw();
  if (words !== counts(before)) announce(words || "nothing is wrong any more");
  if (!f.list.length) hiddenOnes([]);
  if (f.errors && anyNew(f.list)) show("by itself");
  else if (!f.list.length || (!f.errors && open === "by itself")) close();
  else arrange();
}

// counts says how much there is, "" if there is nothing.
function counts({ errors, warnings }: Findings): string {
  const say = (n: number, word: string) => (n ? [`${n} ${word}${n === 1 ? "" : "s"}`] : []);
  return [...say(errors, "error"), ...say(warnings, "warning")].join(", ");
}

// draw writes the list anew; what has the focus has it again, and the list stays where it was scrolled to.
function draw(): void {
  const had = focused();
  const place = had && { key: had.closest<HTMLElement>("li")?.dataset.key, at: lines().indexOf(had.closest("li")!), what: had.className };
  const top = scroller.scrollTop;
  const grave = now.list.filter((f) => f.severity === "error");
  const light = now.list.filter((f) => f.severity !== "error");
  const draw = (f: Finding) => drawFinding(f, now.number);
  errors.replaceChildren(...grave.map(draw));
  warnings.replaceChildren(...light.map(draw));
  summary.textContent = counts({ ...now, errors: 0 });
  rest.hidden = !light.length;
  rest.open ||= !grave.length;
  const left = now.errors + now.warnings - now.list.length;
  cut.textContent = left > 0 ? `and ${left} more; baton check lists all` : "";
  scroller.scrollTop = top;
  if (!place || focused() === had || place.key === undefined) return;
  const line = lines().find((l) => l.dataset.key === place.key) ?? lines()[place.at] ?? lines().at(-1);
  const again = line?.querySelector<HTMLElement>(`button.${CSS.escape(place.what)}`) ?? line?.querySelector<HTMLElement>("button");
  again?.focus({ preventScroll: true });
}

function lines(): HTMLElement[] {
  return [...scroller.querySelectorAll<HTMLElement>("li")];
}

function show(how: "by itself" | "by hand"): void {
  if (open === "no") rest.open = !now.errors;
  if (open !== "by hand") open = how;
  if (how === "by hand") hiddenOnes([]);
  arrange();
}

function close(): void {
  const inside = !!focused();
  open = "no";
  arrange();
  if (!inside) return;
  if (came?.isConnected) came.focus({ preventScroll: true });
  else if (!chip.hidden) chip.focus();
}

function hide(): void {
  hiddenOnes(now.list.map(keyOf));
  close();
}

function arrange(): void {
  panel.hidden = open === "no";
  chip.hidden = open !== "no" || !now.list.length;
  makeRoom(open !== "no");
}

// What the reader hid stays hidden, on the other pages of this tab, too, until there is something new.
const memory = "baton:hidden";

function hiddenOnes(keys: string[]): void {
  try {
    sessionStorage.setItem(memory, JSON.stringify(keys));
  } catch {
    // It is shown again on the next page.
  }
}

function anyNew(list: Finding[]): boolean {
  try {
    const known = new Set(JSON.parse(sessionStorage.getItem(memory) ?? "[]") as string[]);
    return list.some((f) => f.severity === "error" && !known.has(keyOf(f)));
  } catch {
    return true;
  }
}

// go leads to the next finding, or to the one before.
function go(step: 1 | -1): void {
  if (!now.list.length) return;
  if (!focused()) came = document.activeElement as HTMLElement | null;
  if (open === "no") show("by hand");
  const all = lines();
  const at = all.indexOf(focused()?.closest("li") as HTMLElement);
  const line = all.at(at < 0 ? (step > 0 ? 0 : -1) : (at + step) % all.length)!;
  if (rest.contains(line)) rest.open = true;
  line.querySelector<HTMLElement>("button")!.focus();
  line.scrollIntoView({ block: "nearest" });
}

addEventListener("keydown", (e) => {
  if (e.defaultPrevented || e.ctrlKey || e.altKey || e.metaKey) return;
  if (e.key === "F8") go(e.shiftKey ? -1 : 1);
  else if (e.key === "Escape" && open !== "no" && !document.querySelector(":popover-open, dialog[open]")) hide();
  else return;
  e.preventDefault();
});
