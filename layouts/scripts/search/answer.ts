// From a query to its answer: find its terms, rank pages, read what is shown of them.
import { amounts, holders, unitsOf } from "./amount.ts";
import { expand } from "./expand.ts";
import type { Library, Roles, Table } from "./files.ts";
import { parse, wordsIn, type Query } from "./query.ts";
import { says } from "./phrase.ts";
import { rank, together, type Ranking, type Terms } from "./rank.ts";
import { show, weigher } from "./show.ts";
import type { Answer, Options } from "./types.ts";

const mostRead = 30; // pages that are read for phrases and for amounts, besides those that are shown
const amountTerm = "#"; // of pages with limits that can be computed

// answer answers a query.
export async function answer(lib: Library, text: string, o: Options): Promise<Answer> {
  const goOn = <T>(value: T): T => {
    if (o.signal?.aborted) throw new Error("this answer is not wanted any more");
    return value;
  };
  const t = goOn(await lib.table()), q = parse(text, t.kinds, o), own = o.own ?? [];
  const [x, roles] = goOn(
    await Promise.all([expand(lib, t, q, !!o.exact), q.role || own.length || !q.words.length ? lib.roles(t) : undefined]),
  );
  const terms: Terms = { needs: x.needs, kinds: q.kinds.map((k) => t.kinds.indexOf(k)), limit: o.limit ?? 10 };
  if (q.role) terms.allowed = pagesFor(t, roles, [q.role]);
  if (own.length) terms.own = pagesFor(t, roles, own);

  let more = x.more;
  if (q.phrases.length) more = (await keepPhrases(lib, t, q, terms)) || more;
  const lit = goOn(await light(lib, t, q, terms));
  const ranking = q.words.length ? await whole(lib, t, terms) : newest(t, roles, terms, !!(q.kinds.length || q.role));
  goOn(undefined);

  const shown = ranking.list.slice(0, terms.limit), weigh = weigher(q, x);
  const pages = goOn(await Promise.all(shown.map((r) => lib.fragment(t, r.page))));
  return {
    query: q.text,
    ...(x.corrected && { corrected: x.corrected }),
    total: ranking.total,
    kinds: Object.fromEntries(t.kinds.map((k, i) => [k, ranking.kinds[i]!])),
    kind: q.kinds,
    ...(q.role && { role: q.role }),
    results: shown.map((r, i) => show(pages[i]!, r, weigh, lit.get(r.page) ?? [], own)),
    more,
  };
}

// pagesFor has a 1 for each page that is for one of the roles.
function pagesFor(t: Table, roles: Roles | undefined, stems: string[]): Uint8Array {
  const list = new Uint8Array(t.pages);
  for (const r of roles?.roles ?? []) if (stems.includes(r.stem)) for (const p of r.list) list[p] = 1;
  return list;
}

// newest lists pages by the date of their review, if there is a filter.
function newest(t: Table, roles: Roles | undefined, { allowed, kinds }: Terms, filtered: boolean): Ranking {
  const list: number[] = [], counts = t.kinds.map(() => 0);
  for (let p = 0; filtered && p < t.pages; p++) {
    if (allowed && !allowed[p]) continue;
    const kind = t.kindOf[p]!;
    counts[kind]!++;
    if (!kinds.length || kinds.includes(kind)) list.push(p);
  }
  const day = (p: number): number => roles?.days[p] ?? 0;
  list.sort((a, b) => day(b) - day(a) || a - b);
  return { list: list.map((page) => ({ page, score: 0, sections: [] })), total: list.length, kinds: counts, doubtful: [] };
}

// whole ranks pages, with those of very common words that stand in files of their own, if any might be among the best.
async function whole(lib: Library, t: Table, terms: Terms): Promise<Ranking> {
  const ranking = rank(t, terms);
  if (!ranking.doubtful.length) return ranking;
  await Promise.all(
    ranking.doubtful.map(async (need) => {
      const rest = need.terms.filter((y) => y.overflow);
      const postings = await Promise.all(rest.map((y) => lib.overflow(t, y.overflow)));
      need.terms = need.terms.map((y) => ({ ...y, overflow: "" }));
      need.terms.push(...rest.map((y, i) => ({ ...y, postings: postings[i]!, overflow: "" })));
    }),
  );
  return whole(lib, t, terms);
}

// keepPhrases allows only pages that have all phrases, as they were typed. It returns whether there may be more of them.
async function keepPhrases(lib: Library, t: Table, q: Query, terms: Terms): Promise<boolean> {
  const phrases = q.phrases.map((p) => p.map((w) => terms.needs.find((n) => n.words[0]!.term === w.term)?.terms[0]));
  const maybe = new Uint8Array(t.pages);
  for (const p of phrases[0]![0]?.postings.pages ?? []) {
    if ((!terms.allowed || terms.allowed[p]) && phrases.every((list) => together(list, p))) maybe[p] = 1;
  }
  const { list } = rank(t, { ...terms, allowed: maybe, limit: mostRead });
  terms.allowed = new Uint8Array(t.pages);
  await Promise.all(
    list.slice(0, mostRead).map(async ({ page }) => {
      const p = await lib.fragment(t, page);
      if (q.phrases.every((words) => says(p, words))) terms.allowed![page] = 1;
    }),
  );
  return list.length > mostRead || phrases.flat().some((term) => term?.overflow);
}

// light finds the rows that hold the amounts of a query, and adds them to the words that the amounts are written with. It
// returns the rows of each page. An amount that no row holds changes nothing.
async function light(lib: Library, t: Table, q: Query, terms: Terms): Promise<Map<number, number[]>> {
  const lit = new Map<number, number[]>(), units = new Set<string>();
  const numbers = new Set(amounts(q.text, units).flatMap((a) => wordsIn(q, a)));
  const limited = numbers.size ? await lib.entry(t, amountTerm) : undefined;
  if (!limited?.df) return lit;
  const allowed = new Uint8Array(t.pages);
  for (const p of limited.postings().pages) allowed[p] = terms.allowed ? terms.allowed[p]! : 1;
  const list = rank(t, { ...terms, allowed, limit: mostRead }).list.map((r) => r.page);
  if (numbers.size === q.words.length) list.push(...limited.postings().pages.filter((p) => allowed[p] && !list.includes(p)));

  const read = list.slice(0, mostRead).sort((a, b) => a - b);
  const pages = await Promise.all(read.map((p) => lib.fragment(t, p)));
  for (const p of pages) unitsOf(p, units);
  for (const a of amounts(q.text, units)) {
    const words = wordsIn(q, a), only = new Set<number>();
    read.forEach((p, i) => {
      const held = holders(pages[i]!, a);
      if (held.length) only.add(p) && lit.set(p, [...(lit.get(p) ?? []), ...held]);
    });
    const term = { names: [], postings: limited.postings(), weight: 1, df: only.size, overflow: "", only };
    if (only.size) for (const need of terms.needs) if (words.includes(need.words[0]!)) need.terms.push(term);
  }
  return lit;
}
