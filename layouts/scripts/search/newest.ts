// Lists of pages without a query.
import type { Work } from "./answer.ts";
import type { Ranking } from "./rank.ts";

// newest lists pages by the date of their review, if there is a filter.
export function newest({ index, terms }: Work, days: number[]): Ranking {
  const list: number[] = [], counts = index.kinds.map(() => 0);
  for (let p = 0; (terms.allowed || terms.kinds.length) && p < index.pages; p++) {
    if (terms.allowed && !terms.allowed[p]) continue;
    const kind = index.kindOf[p]!;
    counts[kind]!++;
    if (!terms.kinds.length || terms.kinds.includes(index.kinds[kind]!)) list.push(p);
  }
  const day = (p: number): number => days[p] ?? 0;
  list.sort((a, b) => day(b) - day(a) || a - b);
  return { list: list.map((page) => ({ page, score: 0, sections: [] })), total: list.length, kinds: counts, seen: [], score: () => 0 };
}
