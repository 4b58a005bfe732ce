// Phrases in quotes: words that stand together, in this order.
import { tokens, type Token } from "./tokens.ts";
import type { Page } from "./types.ts";

// says reports whether a page has a phrase in its title, another name, a heading or the text of a section.
export function says(page: Page, phrase: Token[]): boolean {
  const texts = [page.title, ...(page.aliases ?? []), ...(page.sections ?? []).flatMap((s) => [s.heading, s.text, s.role])];
  return texts.some((text) => text && has(text, phrase));
}

function has(text: string, phrase: Token[]): boolean {
  const at: Set<string>[] = []; // the terms at each position
  for (const t of tokens(text)) (at[t.position] ??= new Set()).add(t.term);
  const gaps = phrase.map((t) => t.position - phrase[0]!.position);
  return at.some((_, i) => phrase.every((t, k) => at[i + gaps[k]!]?.has(t.term)));
}
