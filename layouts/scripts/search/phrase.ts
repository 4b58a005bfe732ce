// Phrases in quotes: words that stand together, in this order.
import type { Work } from "./answer.ts";
import type { Term } from "./expand.ts";
import { within } from "./query.ts";
import { at, postingsIn } from "./rank.ts";
import type { Token } from "./tokens.ts";
import type { Page } from "./types.ts";

const mostRead = 30; // pages whose text is read

// keepPhrases allows only pages that have all phrases, as they were typed. It returns whether there may be more of them.
export async function keepPhrases({ index, query, terms, rank, tokens }: Work): Promise<boolean> {
  const quoted = query.quotes.map((s) => tokens(query.text, true).filter((t) => !t.joined && within(t, s))).filter((p) => p.length);
  if (!quoted.length) return false;
  const phrases = quoted.map((p) => p.map((w) => terms.needs.find((n) => n.words[0]!.term === w.term)?.terms[0]));
  const maybe = new Uint8Array(index.pages), sure = new Uint8Array(index.pages);
  for (const p of phrases[0]![0]?.postings.pages ?? []) {
    if ((!terms.allowed || terms.allowed[p]) && phrases.every((list) => together(list, p))) maybe[p] = 1;
  }
  const { list } = rank(index, { ...terms, allowed: maybe, limit: mostRead });
  await Promise.all(
    list.slice(0, mostRead).map(async ({ page }) => {
      const p = await index.fragment(page);
      if (quoted.every((words) => says(p, words, tokens))) sure[page] = 1;
    }),
  );
  terms.allowed = sure;
  return list.length > mostRead || phrases.flat().some((term) => term?.overflow);
}

// together reports whether all terms stand in the title of a page, or all in one of its sections.
function together(terms: (Term | undefined)[], page: number): boolean {
  let sections: Set<number> | undefined, titled = true;
  for (const t of terms) {
    const i = t ? at(t.postings, page) : -1;
    if (i < 0) return false;
    const here = new Set(Array.from(postingsIn(t!.postings, page), (s) => s >> 3));
    sections = sections ? new Set([...sections].filter((s) => here.has(s))) : here;
    titled &&= (t!.postings.flags[i]! & 4) > 0;
  }
  return titled || !!sections?.size;
}

// says reports whether a page has a phrase in its title, another name, a heading or the text of a section.
function says(page: Page, phrase: Token[], tokens: Work["tokens"]): boolean {
  const texts = [page.title, ...(page.aliases ?? []), ...(page.sections ?? []).flatMap((s) => [s.heading, s.text, s.role])];
  const gaps = phrase.map((t) => t.position - phrase[0]!.position);
  return texts.some((text) => {
    const at: Set<string>[] = []; // the terms at each position
    for (const t of tokens(text ?? "")) (at[t.position] ??= new Set()).add(t.term);
    return at.some((_, i) => phrase.every((t, k) => at[i + gaps[k]!]?.has(t.term)));
  });
}
