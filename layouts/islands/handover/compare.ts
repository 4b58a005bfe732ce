// Two runs side by side, of one list or of two lists that share items.
import type { List } from "../checklist/page.ts";
import { goneOf, wordsOf } from "../checklist/gone.ts";
import { type Item, type Run, type Status, statusOf } from "../../scripts/runs/record.ts";

// Side is one of the two: a run of a list.
export interface Side {
  list: List;
  run: Run;
}

// Cell is what a side says of an item; undefined where it does not have it.
export interface Cell {
  words: string;
  s: Status;
}

export interface Row {
  a: Cell | undefined;
  b: Cell | undefined;
}

// rowsOf lays two runs side by side, in the order of the first.
export function rowsOf(a: Side, b: Side): Row[] {
  const [left, right] = [cells(a), cells(b)];
  const taken = new Set<Entry>();
  const rows = left.map((one): Row => {
    const other = right.find((two) => !taken.has(two) && two.ids.some((id) => one.ids.includes(id)));
    if (other) taken.add(other);
    return { a: one, b: other };
  });
  return [...rows, ...right.filter((two) => !taken.has(two)).map((two) => ({ a: undefined, b: two }))];
}

// differ reports whether the sides say different things of an item.
export function differ({ a, b }: Row): boolean {
  return a?.s !== b?.s;
}

// share reports whether a run has any item of a list.
export function share(list: List, run: Run): boolean {
  return list.lines.some(({ id, was }) => [id, ...was].some((known) => run.items.has(known)));
}

interface Entry extends Cell {
  ids: string[];
}

function cells({ list, run }: Side): Entry[] {
  const lines = list.lines.map((line): Entry => ({ ids: idsOf(line), words: line.words, s: statusOf(run, line) }));
  return [...lines, ...goneOf(list, run).map((one): Entry => ({ ids: [one[0]], words: wordsOf(one), s: one[1].s }))];
}

function idsOf({ id, was }: Item): string[] {
  return [id, ...was];
}
