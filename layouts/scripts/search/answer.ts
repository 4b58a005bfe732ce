// From a query to its answer: find its terms, rank pages, read what is shown of them.
import { expand } from "./expand.ts";
import type { Index, Roles } from "./files.ts";
import type { More } from "./more.ts";
import { parse, type Query } from "./query.ts";
import { rank, type Terms } from "./rank.ts";
import { show, weigher } from "./show.ts";
import { tokens } from "./tokens.ts";
import type { Answer, Options } from "./types.ts";

// Work is what there is to work with while a query is answered: what more.ts needs of this script is in it.
export interface Work {
  index: Index;
  query: Query;
  terms: Terms;
  rank: typeof rank;
  tokens: typeof tokens;
}

// answer answers a query.
export async function answer(index: Index, text: string, o: Options, load: () => Promise<More | undefined>): Promise<Answer> {
  const goOn = <T>(value: T): T => {
    if (o.signal?.aborted) throw new Error("this answer is not wanted any more");
    return value;
  };
  const query = parse(goOn(text), index, o), { kinds } = query, { own = [], limit = 10 } = o;
  const [x, roles] = goOn(
    await Promise.all([
      expand(index, query, !o.exact, load),
      query.role || own.length || !query.words.length ? index.roles() : undefined,
    ]),
  );
  const terms: Terms = { needs: x.needs, kinds: kinds.map((k) => index.kinds.indexOf(k)), limit };
  if (query.role) terms.allowed = pagesFor(index, roles, [query.role]);
  if (own.length) terms.own = pagesFor(index, roles, own);

  const cut = x.needs.some((n) => n.terms.some((y) => y.overflow)), rough = o.quick && cut;
  const hard = !query.words.length || query.quotes.length || /\d/.test(query.text) || (cut && !rough);
  const more = hard ? goOn(await load()) : undefined, work = { index, query, terms, rank, tokens };
  const uncounted = query.quotes.length && (await more?.keepPhrases(work));
  const lit = goOn(await more?.light(work));
  let ranking = rank(index, terms);
  if (more && !rough) ranking = query.words.length ? await more.whole(work, ranking) : more.newest(work, roles);
  goOn(0);

  const shown = ranking.list.slice(0, limit), weigh = weigher(query, x);
  const pages = goOn(await Promise.all(shown.map((r) => index.fragment(r.page))));
  return {
    query: query.text,
    ...(x.corrected && { corrected: x.corrected }),
    total: ranking.total,
    kinds: Object.fromEntries(index.kinds.map((k, i) => [k, ranking.kinds[i]!])),
    kind: kinds,
    ...(query.role && { role: query.role }),
    results: shown.map((r, i) => show(pages[i]!, r, weigh, lit?.get(r.page) ?? [], own)),
    ...(rough && { rough }),
    more: x.more || !!uncounted,
  };
}

// pagesFor has a 1 for each page that is for one of the roles.
function pagesFor(index: Index, roles: Roles | undefined, stems: string[]): Uint8Array {
  const list = new Uint8Array(index.pages);
  for (const r of roles?.roles ?? []) if (stems.includes(r.stem)) for (const p of r.list) list[p] = 1;
  return list;
}
