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
  roles: Roles | undefined;
  quick: boolean | undefined; // a first look
  rank: typeof rank;
  tokens: typeof tokens;
}

// answer answers a query.
export async function answer(index: Index, text: string, o: Options, load: () => Promise<More | undefined>): Promise<Answer> {
  const goOn = <T>(value: T): T => {
    if (o.signal?.aborted) throw new Error("not wanted any more");
    return value;
  };
  let more = /[\d:"“”„«»]/.test(goOn(text)) ? await load() : undefined; // an amount, a filter, a phrase
  const written = more?.read(text, index.kinds, o) ?? { text, options: o, quotes: [] };
  const query = parse(written.text, written.quotes, index.stops);
  const { role, own = [], limit = 10, kinds: asked, quick, exact } = written.options;
  const kinds = index.kinds.filter((k) => asked?.includes(k));
  const [x, roles] = goOn(
    await Promise.all([expand(index, query, !exact, load), role || own.length || !query.words.length ? index.roles() : undefined]),
  );
  const terms: Terms = { needs: x.needs, kinds, limit };
  if (role) terms.allowed = pagesFor(index, roles, [role]);
  if (own.length) terms.own = pagesFor(index, roles, own);

  const cut = x.needs.some((n) => n.terms.some((y) => y.overflow)), rough = cut && quick;
  if (!query.words.length || (cut && !quick)) more ??= await load();
  const special = await more?.rank({ index, query, terms, roles, quick, rank, tokens });
  const { ranking = goOn(rank(index, terms)), lit, uncounted } = goOn(special) ?? {};

  const shown = ranking.list.slice(0, limit), weigh = weigher(query, x);
  const pages = goOn(await Promise.all(shown.map((r) => index.fragment(r.page))));
  return {
    query: query.text,
    ...(x.corrected && { corrected: x.corrected }),
    total: ranking.total,
    kinds: Object.fromEntries(index.kinds.map((k, i) => [k, ranking.kinds[i]!])),
    kind: kinds,
    ...(role && { role }),
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
