// From a query to its answer: find its terms, rank pages, read what is shown of them.
import { expand } from "./expand.ts";
import type { Index } from "./files.ts";
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
  options: Options;
  rank: typeof rank;
  tokens: typeof tokens;
}

// answer answers a query.
export async function answer(index: Index, text: string, o: Options, load: () => Promise<More | undefined>): Promise<Answer> {
  const goOn = <T>(value: T): T => {
    if (o.signal?.aborted) throw new Error("not wanted any more");
    return value;
  };
  const special = /[\d:"“”„«»]/.test(goOn(text)); // an amount, a filter, a phrase
  let more = special || o.role || o.own?.length ? await load() : undefined;
  const written = more?.read(text, index.kinds, o) ?? { text, options: o, quotes: [] };
  const query = parse(written.text, written.quotes, index.stops);
  const { role, own = [], limit = 10, kinds: asked, quick } = written.options;
  const kinds = index.kinds.filter((k) => asked?.includes(k));
  const x = goOn(await expand(index, query, written.options, load)), terms: Terms = { needs: x.needs, kinds, limit };

  const cut = x.needs.some((n) => n.terms.some((y) => y.overflow)), rough = cut && quick;
  if (!query.words.length || (cut && !quick)) more ??= await load();
  if (role && !more) throw new Error("no roles are known");
  const ranked = await more?.rank({ index, query, terms, options: written.options, rank, tokens });
  const { ranking = goOn(rank(index, terms)), lit, uncounted } = goOn(ranked) ?? {};

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
