// The checklists of a part: which are under way, and which are due.
import { el } from "../../scripts/dom.ts";
import { ago, due } from "../../scripts/runs/cadence.ts";
import { lastFinished, openRuns, type OpenRun } from "../../scripts/runs/kept.ts";
import { root } from "../../scripts/site.ts";
import type { Gathered, List } from "./gather.ts";

interface Line {
  element: HTMLElement;
  rank: number; // under way first, then by the day on which it is due
}

// dueAndOpen is the section with the checklists of roles, and with all runs that are under way.
export function dueAndOpen(all: Gathered[], now = Date.now()): HTMLElement {
  const lists = new Map(all.flatMap(({ lists }) => lists.map((list): [string, List] => [pathOf(list.href), list])));
  const runs = openRuns(root());
  const lines = [...lists].map(([path, list]): Line => {
    const finished = lastFinished(root(), path);
    const next = finished !== undefined && list.every ? due(list.every, finished, now) : undefined;
    const open = runs.filter((run) => run.list === path);
    const words = [finished !== undefined && `last finished ${ago(finished, now)}`, next?.words].filter(Boolean).join(", ");
    return { element: line(list, open, words || list.note, now), rank: open.length ? 0 : (next?.day.getTime() ?? Infinity) };
  });
  const others = runs.filter((run) => !lists.has(run.list));
  for (const path of new Set(others.map((run) => run.list))) {
    const list = { href: new URL(`.${path}`, root()).href, title: named(path), note: "", every: "" };
    lines.push({ element: line(list, others.filter((run) => run.list === path), "", now), rank: 0 });
  }
  lines.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  const body = lines.length
    ? el("ul", { class: "links" }, ...lines.map(({ element }) => element))
    : el("p", {}, "No checklist is yours, and none is under way.");
  return el("section", { class: "sys", "data-made": "due" }, el("h2", {}, "Due and open"), body);
}

// runsUnderWay says in a line what is under way, "" if nothing is.
export function runsUnderWay(): string {
  const [last, ...more] = openRuns(root());
  if (!last) return "";
  return `${named(last.list)}: ${count(last)}${more.length ? `, and ${more.length} more under way` : ""}`;
}

function line(list: List, open: OpenRun[], words: string, now: number): HTMLElement {
  const runs = open.map((run) => {
    const to = new URL(list.href);
    to.hash = `open=${run.id}`;
    return el("a", { class: "open", href: to.href }, `${run.name}: ${count(run)}, ${ago(run.at, now)}`);
  });
  return el("li", {}, el("a", { href: list.href }, list.title), el("small", {}, words), ...runs);
}

function count({ done, na, of }: OpenRun): string {
  return `${done} of ${of - na} done`;
}

// pathOf is the address of a page below the root, as runs keep it.
function pathOf(href: string): string {
  return new URL(href).pathname.slice(root().pathname.length - 1);
}

// named makes words of an address, where no page says how a list is called.
function named(path: string): string {
  const words = path.replace(/.*?([^/]*)\/*$/, "$1").replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
