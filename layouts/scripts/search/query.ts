// What a reader typed: words, and phrases in quotes.
import { tokens, type Token } from "./tokens.ts";

export interface Query {
  text: string;
  words: Word[]; // repeated ones once
  places: (Span & { word: Word })[]; // where each stands in text
  joins: Map<string, Word[]>; // several words as one, which stands for each of them: "oncall" for "on" and "call"
  quotes: Span[]; // where phrases stand
}

// A Word is looked for.
export interface Word extends Token {
  open: boolean; // it may be only begun
  quoted: boolean; // it stands in a phrase, so nothing else will do
  stop: boolean; // it says little
}

export interface Span {
  start: number;
  end: number;
}

const most = 16; // words that are looked for
const longestJoin = 3; // words that are tried as one

// parse reads a query, in which phrases stand in quotes.
export function parse(all: string, quotes: Span[], stops: Set<string>): Query {
  const text = all.trim(), list = tokens(text, true);
  const q: Query = { text, words: [], places: [], joins: new Map(), quotes };
  for (const t of list) {
    if (t.joined) continue;
    let word = q.words.find((w) => w.term === t.term);
    if (!word) {
      if (q.words.length === most) break;
      const open = t.end === text.length && all.endsWith(text);
      word = { ...t, open, quoted: quotes.some((s) => within(t, s)), stop: stops.has(t.term) };
      q.words.push(word);
    }
    q.places.push({ word, start: t.start, end: t.end });
  }
  if (q.words.every((w) => w.stop)) for (const w of q.words) w.stop = false;

  const join = (term: string, of: Word[]): unknown => of.some((w) => w.quoted) || q.joins.set(term, of);
  for (const t of list) if (t.joined) join(t.term, wordsIn(q, t));
  q.places.forEach((_, i) => {
    for (let n = 2; n <= longestJoin && i + n <= q.places.length; n++) {
      const of = q.places.slice(i, i + n).map((p) => p.word);
      join(of.map((w) => w.term).join(""), of);
    }
  });
  return q;
}

export const within = (a: Span, b: Span): boolean => b.start <= a.start && a.end <= b.end;

// wordsIn returns the words that stand in a part of the text.
export const wordsIn = (q: Query, s: Span): Word[] => q.places.filter((p) => within(p, s)).map((p) => p.word);
