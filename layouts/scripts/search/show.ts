// What is shown of a page.
import { excerpt, mark, type Weigh } from "./excerpt.ts";
import type { Expansion } from "./expand.ts";
import type { Query } from "./query.ts";
import type { Ranked } from "./rank.ts";
import type { Hit, Page, Result, Section } from "./types.ts";

const mostHits = 3; // sections of a page
const nearly = 0.5; // of the best section's score, to be shown beside it

// weigher tells for each word of a text what it weighs in a query. Words that say little are not marked.
export function weigher(q: Query, x: Expansion): Weigh {
  const begun = q.words.find((w) => w.open)?.term ?? "";
  return (t) => {
    const need = x.marks.get(t.term) ?? (begun && t.term.startsWith(begun) ? x.needs[x.needs.length - 1] : undefined);
    if (!need || need.stop) return undefined;
    return { weight: 1 / Math.log(2 + Math.max(...need.terms.map((y) => y.df), 0)), word: need };
  };
}

// show makes a result of a page. The lit sections come first.
export function show(page: Page, { sections: ranked }: Ranked, weigh: Weigh, lit: number[], own: string[]): Result {
  const sections = page.sections ?? [], best = ranked[0]?.score ?? 0;
  const order = [...new Set([...lit, ...ranked.filter((r) => r.score >= nearly * best).map((r) => r.section)])].filter((i) => sections[i]);
  const hits = order.map((i): Hit => hit(sections[i]!, weigh, lit.includes(i)));
  const said = hits.find((h) => h.excerpt.length)?.excerpt ?? excerpt(sections.find((s) => s.text)?.text ?? "", weigh).marked;
  return {
    address: page.address,
    title: mark(page.title, weigh),
    kind: page.kind,
    place: page.place ?? "",
    ...(page.updated && { updated: page.updated }),
    mine: own.some((r) => page.roles?.includes(r)),
    excerpt: said,
    sections: distinct(hits.filter((h) => h.id)).slice(0, mostHits),
  };
}

function hit(s: Section, weigh: Weigh, lit: boolean): Hit {
  const { marked, quote } = excerpt(s.text ?? "", weigh);
  return {
    id: s.id ?? "", as: s.as ?? "", heading: mark(s.heading ?? "", weigh), excerpt: marked,
    role: s.role ?? "", level: s.level ?? "", lit, text: quote,
  };
}

// distinct leaves out what leads where a better one leads.
const distinct = (hits: Hit[]): Hit[] => hits.filter((h, i) => !hits.slice(0, i).some((o) => o.id === h.id));
