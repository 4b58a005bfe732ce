// A run as the fragment of a link: browsers do not send it to any server. Ids are spelled out, so that the link still
// holds when the list has changed.
import type { List } from "../checklist/page.ts";
import { type Run, statusOf, type Tick } from "../../scripts/runs/record.ts";
import { goneOf } from "../checklist/gone.ts";

const longest = 20_000; // characters of a link that is still one of ours
const mostGone = 100; // ids that a list does not know, and that are shown nevertheless
const longestName = 60;

// fragmentOf writes a run, with its name only if that is wanted.
export function fragmentOf(list: List, run: Run, named: boolean): string {
  const ids = (s: string) => [
    ...list.lines.filter((line) => statusOf(run, line) === s).map(({ id }) => id),
    ...goneOf(list, run).filter(([, tick]) => tick.s === s).map(([id]) => id),
  ].join(" ");
  const p = new URLSearchParams({ run: "1", rev: list.rev, begun: dayOf(run.begun) });
  if (named && run.name.s) p.set("name", run.name.s);
  for (const s of ["done", "na"]) if (ids(s)) p.set(s, ids(s));
  return `#${p}`;
}

// runIn reads what fragmentOf wrote, for a list as it is now; undefined for anything else. Whoever wrote it, what comes
// out is a run: texts stay texts, and what is too much is left away.
export function runIn(fragment: string, list: List): Run | undefined {
  const p = new URLSearchParams(fragment.slice(1));
  if (fragment.length > longest || p.get("run") !== "1") return undefined;
  const same = p.get("rev") === list.rev;
  const items = new Map<string, Tick>();
  for (const line of list.lines) items.set(line.id, { s: "open", t: 0, h: "", w: line.words });
  const lines = new Map(list.lines.flatMap((line) => [line.id, ...line.was].map((id) => [id, line])));
  let gone = 0;
  for (const s of ["done", "na"] as const) {
    for (const id of (p.get(s) ?? "").split(" ")) {
      const line = lines.get(id);
      if (!id || (!line && gone++ >= mostGone)) continue;
      items.set(line?.id ?? id, { s, t: 0, h: same ? (line?.hash ?? "") : "", w: line?.words ?? "" });
    }
  }
  const begun = timeOf(p.get("begun"));
  const name = (p.get("name") ?? "").replace(/\p{C}/gu, "").slice(0, longestName);
  return { id: "", list: list.address, begun, name: { s: name, t: begun }, state: { s: "open", t: begun }, items };
}

// sameList reports whether a link was made of the list as it is now.
export function sameList(fragment: string, list: List): boolean {
  return new URLSearchParams(fragment.slice(1)).get("rev") === list.rev;
}

// dayOf is a day as the calendar of the reader has it.
export function dayOf(t: number): string {
  const d = new Date(t);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

function timeOf(day: string | null): number {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? "") ?? [];
  return y ? new Date(+y, +m! - 1, +d!).getTime() : new Date().setHours(0, 0, 0, 0);
}
