// What a reader typed: words, phrases in quotes, and filters such as "kind:decision" and "role:team-lead".
import type { Index } from "./files.ts";
import { tokens, type Token } from "./tokens.ts";
import type { Options } from "./types.ts";

export interface Query {
  text: string; // without filters
  words: Word[]; // repeated ones once
  places: (Span & { word: Word })[]; // where each stands in text
  joins: Map<string, Word[]>; // several words as one, which stands for each of them: "oncall" for "on" and "call"
  quotes: Span[]; // where phrases stand
  kinds: string[];
  role: string | undefined;
}

// A Word is looked for.
export interface Word extends Token {
  open: boolean; // it may be only begun
  quoted: boolean; // it stands in a phrase, so nothing else will do
  stop: boolean; // it says little
}

interface Span {
  start: number;
  end: number;
}

const most = 16; // words that are looked for
const longestJoin = 3; // words that are tried as one

// parse reads a query. Filters of the options hold besides those in the text.
export function parse(text: string, { kinds, stops }: Index, options: Options): Query {
  const asked = new Set(options.kinds);
  let role = options.role;
  const rest = text
    .replace(/(^|\s)(?:role:(\S+)|kind:(\S+))/gi, (all, blank: string, stem?: string, kind?: string) => {
      const meant = kinds.find((k) => [k, k + "s"].includes(kind?.toLowerCase()!));
      if (meant) asked.add(meant);
      if (stem) role = stem.toLowerCase();
      return meant || stem ? blank : all;
    })
    .trim();
  const inForce = kinds.filter((k) => asked.has(k));
  const quotes = [...rest.matchAll(/["“”„«»][^"“”„«»]+["“”„«»]/g)].map((m) => ({ start: m.index, end: m.index + m[0].length }));
  const q: Query = { text: rest, words: [], places: [], joins: new Map(), quotes, kinds: inForce, role };
  const list = tokens(rest, true);
  for (const t of list) {
    if (t.joined) continue;
    let word = q.words.find((w) => w.term === t.term);
    if (!word) {
      if (q.words.length === most) break;
      const open = t.end === rest.length && text.endsWith(rest);
      word = { ...t, open, quoted: q.quotes.some((s) => within(t, s)), stop: stops.has(t.term) };
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
