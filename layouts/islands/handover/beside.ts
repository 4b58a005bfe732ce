// The panel in which two runs are laid beside each other, what differs first.
import { button, el } from "../../scripts/dom.ts";
import { day } from "../../scripts/runs/cadence.ts";
import { keptRuns } from "../../scripts/runs/kept.ts";
import { type Run, statusOf } from "../../scripts/runs/record.ts";
import type { Desk } from "../checklist/desk.ts";
import { nameAmong } from "../checklist/head.ts";
import { isShared } from "../checklist/more.ts";
import { here, hrefOf, type List, listOf } from "../checklist/page.ts";
import { type Cell, differ, type Row, rowsOf, share, type Side } from "./compare.ts";
import { runIn } from "./link.ts";
import { printed } from "./paper.ts";

export function beside(desk: Desk): Node[] {
  const { list, run, shared } = desk;
  if (!run) return [el("p", {}, "Open a run first: tick a line, pick one under Runs, or follow the link to one. Then lay another beside it.")];
  const result = el("div", { class: "beside", tabindex: "-1", "aria-live": "polite" });
  const lay = async (other: Promise<Side | string> | Side | string) => {
    const b = await other;
    result.replaceChildren(...(typeof b === "string" ? [el("p", {}, b)] : table({ list, run }, b, desk)));
  };

  const kept = keptRuns(here()).filter((other) => (shared || other.id !== run.id) && other.state.s !== "archived" && share(list, other));
  const pick = el("select", {},
    el("option", { value: "" }, "Choose…"),
    ...kept.map((other, i) => el("option", { value: `${i}` }, labelOf(other, kept, list))),
  );
  pick.onchange = () => pick.value && void lay(sideOf(desk, kept[+pick.value]!));
  const paste = el("input", { type: "url", placeholder: "https://…#run=…", autocomplete: "off" });
  const go = () => paste.value.trim() && void lay(linked(desk, paste.value.trim()));
  paste.oninput = () => isShared(hashOf(paste.value)) && go();
  paste.onchange = go;
  return [
    el("div", { class: "run-row" },
      kept.length > 0 && el("label", {}, el("span", {}, "A run on this device"), pick),
      el("label", { class: "wide" }, el("span", {}, kept.length ? "Or the link to one" : "Paste the link to a run"), paste),
    ),
    result,
  ];
}

function labelOf(run: Run, all: Run[], list: List): string {
  const name = nameAmong(run, all.filter((other) => other.list === run.list));
  return run.list === list.address ? name : `${name}, ${run.list.split("/").at(-2)!.replaceAll("-", " ")}`;
}

// linked is the run that a link holds, of this list or of another one of this handbook.
async function linked(desk: Desk, text: string): Promise<Side | string> {
  const fragment = hashOf(text);
  if (!isShared(fragment)) return "This is no link to a run.";
  const there = await fetched(desk, addressIn(text) ?? desk.list.address);
  const list = there ?? desk.list; // the same handbook may stand elsewhere, too
  const run = runIn(fragment, list);
  if (!run) return "This link holds no run that could be read.";
  const common = there ? share(desk.list, run) : list.lines.some((line) => statusOf(run, line) !== "open");
  return common ? { list, run } : "The two lists have no line in common.";
}

// addressIn is the address below the root that a link leads to; undefined if it leads out of this handbook.
function addressIn(text: string): string | undefined {
  try {
    const { pathname } = new URL(text, location.href);
    const root = here().pathname;
    return pathname.startsWith(root) ? `/${decodeURI(pathname.slice(root.length))}` : undefined;
  } catch {
    return undefined;
  }
}

async function sideOf(desk: Desk, run: Run): Promise<Side> {
  return { list: (await fetched(desk, run.list)) ?? desk.list, run };
}

// fetched is the list at an address of this handbook.
async function fetched(desk: Desk, address: string): Promise<List | undefined> {
  if (address === desk.list.address) return desk.list;
  try {
    const response = await fetch(hrefOf(address));
    return response.ok ? listOf(new DOMParser().parseFromString(await response.text(), "text/html")) : undefined;
  } catch {
    return undefined;
  }
}

function hashOf(text: string): string {
  return text.includes("#") ? text.slice(text.indexOf("#")) : "";
}

// table is what two runs say, what differs first, in words.
function table(a: Side, b: Side, desk: Desk): Node[] {
  const rows = rowsOf(a, b);
  const both = rows.filter((row) => row.a && row.b);
  const apart = both.filter(differ);
  const alike = both.filter((row) => !differ(row));
  const one = a.list.address === b.list.address;
  const names = [nameOf(a, one, desk), nameOf(b, one, desk)] as const;
  return [
    el("p", { class: "sum" }, el("b", {}, `${apart.length} differ${apart.length === 1 ? "s" : ""}`), `, ${alike.length} the same`),
    group("Different", apart, names),
    group("The same", alike, names),
    group("Only on one of the two", rows.filter((row) => !both.includes(row)), names),
    el("p", {}, button({ class: "btn" }, () => printed("beside"), "Print the two")),
  ].filter((node) => !!node);
}

// nameOf is what a side is called: by its run, or where there are two lists, by its list.
function nameOf({ list, run }: Side, one: boolean, desk: Desk): string {
  if (!one) return run.name.s ? `${list.title}: ${run.name.s}` : list.title;
  return run.id ? nameAmong(run, desk.store.runs()) : run.name.s || `Shared, ${day(run.begun, Date.now())}`;
}

function group(title: string, rows: Row[], [a, b]: readonly [string, string]): HTMLElement | undefined {
  if (!rows.length) return undefined;
  return el("table", {},
    el("caption", {}, title),
    el("thead", {}, el("tr", {}, el("td"), el("th", { scope: "col" }, a), el("th", { scope: "col" }, b))),
    el("tbody", {}, ...rows.map((row) => {
      const { words } = (row.a ?? row.b)!;
      return el("tr", {}, el("th", { scope: "row" }, words), cell(a, row.a, words), cell(b, row.b, words));
    })),
  );
}

// cell is what a side says of a line, with the wording of its own if it has another one.
function cell(name: string, mine: Cell | undefined, words: string): HTMLElement {
  const said = { done: "Done", open: "Open", na: "Does not apply" };
  return el("td", { "data-label": name, "data-s": mine?.s ?? "none" },
    el("b", {}, mine ? said[mine.s] : "Not on this list"),
    mine && mine.words !== words && el("span", {}, mine.words),
  );
}
