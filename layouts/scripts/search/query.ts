// What a reader typed: words, phrases in quotes, and filters such as "kind:decision" and "role:team-lead".
import { tokens, type Token } from "./tokens.ts";
import type { Options } from "./types.ts";

export interface Query {
  text: string; // without filters
  words: Word[]; // repeated ones once
  places: { word: Word; start: number; end: number }[]; // where each stands in text
  joins: Join[];
  phrases: Token[][];
  kinds: string[];
  role: string | undefined;
}

// A Word is looked for.
export interface Word extends Token {
  open: boolean; // it may be only begun
  quoted: boolean; // it stands in a phrase, so nothing else will do
  stop: boolean; // it says little
}

// A Join is several words as one, which stands for each of them: "oncall" for "on" and "call".
export interface Join {
  term: string;
  of: Word[];
}

const most = 16; // words that are looked for
const longestJoin = 3; // words that are tried as one

const stops = new Set(
  ("a an the and or but if then than so as of at by for from in into on to up out off with without about is am are was were be been being do " +
    "does did done has have had can could may might shall should will would must i me my we us our you your he she it its they them their " +
    "this that these those there here what which who whom whose when where why how any some someone anyone something not no").split(" "),
);

// parse reads a query. Filters of the options hold besides those in the text.
export function parse(text: string, kinds: string[], options: Options): Query {
  const asked = new Set(options.kinds);
  let role = options.role;
  const rest = text
    .replace(/(^|\s)(kind|role):(\S+)/gi, (all, blank: string, name: string, value: string) => {
      value = value.toLowerCase();
      if (name[0]!.toLowerCase() === "r") role = value;
      else {
        const meant = kinds.find((k) => k === value || k + "s" === value);
        if (!meant) return all;
        asked.add(meant);
      }
      return blank;
    })
    .trim();
  const inForce = kinds.filter((k) => asked.has(k));
  const q: Query = { text: rest, words: [], places: [], joins: [], phrases: [], kinds: inForce, role };

  const quotes = [...rest.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]/g)].map((m) => ({ start: m.index, end: m.index + m[0].length }));
  const list = tokens(rest, true);
  for (const t of list) {
    if (t.joined) continue;
    let word = q.words.find((w) => w.term === t.term);
    if (!word) {
      if (q.words.length === most) break;
      const open = t.end === rest.length && text.endsWith(rest);
      word = { ...t, open, quoted: quotes.some((s) => within(t, s)), stop: stops.has(t.term) };
      q.words.push(word);
    }
    q.places.push({ word, start: t.start, end: t.end });
  }
  if (q.words.every((w) => w.stop)) for (const w of q.words) w.stop = false;

  for (const s of quotes) q.phrases.push(list.filter((t) => within(t, s) && !t.joined));
  q.phrases = q.phrases.filter((p) => p.length);

  const joins = new Map<string, Join>();
  for (const t of list) if (t.joined) joins.set(t.term, { term: t.term, of: wordsIn(q, t) });
  for (let i = 0; i < q.places.length; i++) {
    for (let n = 2; n <= longestJoin && i + n <= q.places.length; n++) {
      const of = q.places.slice(i, i + n).map((p) => p.word);
      joins.set(of.map((w) => w.term).join(""), { term: of.map((w) => w.term).join(""), of });
    }
  }
  q.joins = [...joins.values()].filter((j) => j.of.every((w) => !w.quoted));
  return q;
}

interface Span {
  start: number;
  end: number;
}

const within = (a: Span, b: Span): boolean => b.start <= a.start && a.end <= b.end;

// wordsIn returns the words that stand in a part of the text.
export const wordsIn = (q: Query, s: Span): Word[] => q.places.filter((p) => within(p, s)).map((p) => p.word);
