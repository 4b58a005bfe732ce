// Who decides: the answer of a ladder for a role. generator/internal/ladder is the model, which computes the rows; a
// test asks both the same.
import type { Amount } from "./amount.ts";

export type Level = "must" | "within" | "call" | "ask";

export interface Row {
  who: string[]; // stems
  together: boolean; // all of them, not any
  level: Level;
  holds: boolean; // false: it is shown, and never computed
  open: boolean; // no upper end, or "otherwise"
  above: number; // exclusive; 0 is included in the first row
  to: number; // inclusive
}

export interface Ladder {
  unit: string;
  rows: Row[];
}

export interface Verdict {
  level: Level; // the role's own; "ask" when it asks
  row: number; // its own row, or for an ask the row that holds the amount; -1: nobody's
  ask: string[]; // stems
  together: boolean;
  with: string[]; // decides together with these
}

// Boss returns whom a role answers to, "" at the top.
export type Boss = (role: string) => string;

const holds = (r: Row): boolean => r.holds;
const decides = (r: Row): boolean => r.holds && r.level !== "ask";

// ask returns whether a role may decide an amount, which must be in the ladder's unit. A role decides every amount up to
// the limit of its row. Whoever has no row that reaches so far asks the row that holds the amount.
export function ask(l: Ladder, role: string, a: Amount, boss: Boss): Verdict {
  const reached = reaching(l, a), own = reached.find((i) => l.rows[i]!.who.includes(role));
  if (own !== undefined) return ownRow(l, role, own, boss);
  if (!reached.length) return nobody(role, boss);
  const v = other(l, role, reached[0]!);
  return v.row === reached[0] && inGap(l, v.row, a) ? { ...v, row: -1 } : v;
}

// askWhen returns whether a role may decide what a row is about.
export function askWhen(l: Ladder, role: string, row: number, boss: Boss): Verdict {
  return l.rows[row]!.who.includes(role) ? ownRow(l, role, row, boss) : other(l, role, row);
}

// holder is the row that holds an amount, -1 if none does.
export function holder(l: Ladder, a: Amount): number {
  const [first = -1] = reaching(l, a);
  return first < 0 || inGap(l, first, a) ? -1 : first;
}

// inGap reports whether an amount lies below a row and above the one before it.
function inGap(l: Ladder, row: number, a: Amount): boolean {
  const { above } = l.rows[row]!;
  return !a.open && above > 0 && a.value <= above;
}

// reaching returns the rows whose limits reach an amount, lowest first.
function reaching({ rows }: Ladder, a: Amount): number[] {
  const from = rows.findIndex((r) => r.holds && (r.open || (!a.open && a.value <= r.to)));
  return from < 0 ? [] : rows.flatMap((r, i) => (i >= from && r.holds ? [i] : []));
}

function ownRow(l: Ladder, role: string, row: number, boss: Boss): Verdict {
  const { level, together, who } = l.rows[row]!, v: Verdict = { level, row, ask: [], together: false, with: [] };
  if (level !== "ask") return { ...v, with: together ? who.filter((stem) => stem !== role) : [] };
  const up = next(l, row + 1, role, decides) ?? next(l, row + 1, role, holds);
  return up === undefined ? { ...v, ask: nobody(role, boss).ask } : { ...v, ask: l.rows[up]!.who, together: l.rows[up]!.together };
}

// other is the verdict where a row is not the role's. A row that must ask first itself decides nothing for others.
function other(l: Ladder, role: string, from: number): Verdict {
  const row = next(l, from, role, decides) ?? from, { who, together } = l.rows[row]!;
  return { level: "ask", row, ask: who, together, with: [] };
}

// next is the first row from an index on that suits, and is not the role's own: nobody asks themselves.
function next({ rows }: Ladder, from: number, role: string, suits: (r: Row) => boolean): number | undefined {
  const i = rows.findIndex((r, i) => i >= from && suits(r) && !r.who.includes(role));
  return i < 0 ? undefined : i;
}

function nobody(role: string, boss: Boss): Verdict {
  const up = boss(role);
  return { level: "ask", row: -1, ask: up ? [up] : [], together: false, with: [] };
}
