// Amounts in a query light the rows of ladders that hold them.
import { amounts, holders, unitsOf } from "./amount.ts";
import type { Work } from "./answer.ts";
import { wordsIn } from "./query.ts";

const mostRead = 30; // pages whose ladders are read
const amountTerm = "#"; // of pages with limits that can be computed

// light finds the rows that hold the amounts of a query, and adds them to the words that the amounts are written with. It
// returns the rows of each page. An amount that no row holds changes nothing.
export async function light({ index, query, terms, rank }: Work): Promise<Map<number, number[]>> {
  const lit = new Map<number, number[]>(), units = new Set<string>();
  const numbers = new Set(amounts(query.text, units).flatMap((a) => wordsIn(query, a)));
  const limited = numbers.size ? await index.entry(amountTerm) : undefined;
  if (!limited?.df) return lit;
  const allowed = new Uint8Array(index.pages);
  for (const p of limited.postings().pages) allowed[p] = terms.allowed ? terms.allowed[p]! : 1;

  // The other words say which ladders are meant: few pages name the very number that is typed.
  const others = terms.needs.filter((n) => !numbers.has(n.words[0]!));
  const list = rank(index, { ...terms, needs: others.length ? others : terms.needs, allowed, limit: mostRead }).list.map((r) => r.page);
  if (numbers.size === query.words.length) list.push(...limited.postings().pages.filter((p) => allowed[p] && !list.includes(p)));

  const read = list.slice(0, mostRead).sort((a, b) => a - b);
  const pages = await Promise.all(read.map((p) => index.fragment(p)));
  for (const p of pages) unitsOf(p, units);
  for (const a of amounts(query.text, units)) {
    const words = wordsIn(query, a), only = new Set<number>();
    read.forEach((p, i) => {
      const held = holders(pages[i]!, a);
      if (held.length) only.add(p) && lit.set(p, [...(lit.get(p) ?? []), ...held]);
    });
    const term = { names: [], postings: limited.postings(), weight: 1, df: only.size, overflow: "", only };
    if (only.size) for (const need of terms.needs) if (words.includes(need.words[0]!)) need.terms.push(term);
  }
  return lit;
}
