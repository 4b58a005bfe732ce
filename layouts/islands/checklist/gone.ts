// What a run has ticked that its list no longer has.
import type { Run, Tick } from "../../scripts/runs/record.ts";
import type { List } from "./page.ts";

// goneOf is what a run has ticked that is no longer on the list.
export function goneOf(list: List, run: Run): [id: string, tick: Tick][] {
  const known = new Set(list.lines.flatMap(({ id, was }) => [id, ...was]));
  return [...run.items].filter(([id, { s }]) => s !== "open" && !known.has(id));
}

// wordsOf is the wording of an item that is gone, else its id as words.
export function wordsOf([id, { w }]: [id: string, tick: Tick]): string {
  return w || id.replaceAll("-", " ").replace(/^./u, (letter) => letter.toUpperCase());
}
