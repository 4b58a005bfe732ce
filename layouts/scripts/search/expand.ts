// From words to terms: what a page may say for a word to be found.
import { find, type Entry, type Index, type Postings, type Shard } from "./files.ts";
import type { More } from "./more.ts";
import type { Query, Word } from "./query.ts";
import { exactTerm } from "./tokens.ts";
import type { Options } from "./types.ts";

// A Need is a word with all that stands for it.
export interface Need {
  words: Word[]; // that it comes from: one, or several for a correction of them together
  terms: Term[];
  stop: boolean;
  weight: number; // how much it says: the ranker finds it
  extra: boolean; // what has it comes first, but nothing lacks it: several words as one
}

export interface Term {
  names: string[]; // the term itself, or the words of a synonym
  postings: Postings;
  weight: number;
  df: number;
  overflow: string; // file with the rest of its pages
  only?: Set<number>; // the pages in which it counts; none: in all
}

export interface Expansion {
  needs: Need[];
  marks: Map<string, Need>; // which terms are marked in a text, and for which need
  corrected: string; // the query as it was understood, "" if as it was written
  more: boolean; // not all that begins with the last word was looked at
}

// How much what was found counts, against the word itself.
const stem = 0.85;
const synonym = 0.8;
const accented = 0.15; // besides the word without accents, if they were typed
const unaccented = -0.1; // if others were
const begun = 0.8; // the most for a word that is only begun
const alsoBegun = 0.8; // of that, if it is a word already, but a rarer one
const aside = 0.3; // if it is a word that is at least as common
const ending = 0.6; // a word without its ending
const mostBegun = 50; // words that begin in one way

export const needFor = (words: Word[], stop = false, extra = false): Need => ({ words, terms: [], stop, extra, weight: 0 });

// expand finds the terms of a query. What cannot be found is corrected, unless it must be exact. For a first look what
// very common words stand for is found as far as it stands in their own files.
export async function expand(index: Index, q: Query, o: Options, load: () => Promise<More | undefined>): Promise<Expansion> {
  const long = q.words.filter((w) => !w.stop).length > 2; // so that words which say little are not worth a file
  const needs = new Map<Word, Need>(), extras = new Map<string, Need>();
  let corrected = "", more = false;
  await Promise.all(
    q.words.map(async (w) => {
      const need = needFor([w], w.stop);
      needs.set(w, need);
      if (!w.stop || !long || w.quoted) await word(need, w);
    }),
  );
  await Promise.all(
    [...q.joins].map(async ([term, of]) => {
      const joined = needFor(of, false, true);
      if (long && of.every((w) => w.stop)) return;
      await same(joined, term);
      for (const w of of) needs.get(w)!.terms.push(...joined.terms);
      if (joined.terms.length) extras.set(joined.terms[0]!.names[0]!, joined);
    }),
  );
  const unknown = q.words.filter((w) => !o.exact && !w.quoted && !w.stop && !needs.get(w)!.terms.length);
  if (unknown.length) corrected = (await (await load())?.correct(index, q, unknown, needs, same)) ?? "";

  const list = [...new Set(q.words.map((w) => needs.get(w)!)), ...sorted(extras)], marks = new Map<string, Need>();
  for (const need of list) {
    need.terms = settled(need.terms);
    for (const term of need.terms) for (const n of term.names) if (term.weight > 0 && !marks.has(n)) marks.set(n, need);
  }
  return { needs: list, marks, corrected, more };

  // word finds a word that was typed, and what else stands for it.
  async function word(need: Need, w: Word): Promise<void> {
    const shard = await index.shard(w.term);
    if (w.quoted) return add(need, find(shard, w.term), 1);
    await same(need, w.term);
    const known = need.terms.length > 0, exact = exactTerm(w);
    for (const e of shard.entries) {
      if (e.term.startsWith(w.term + "\x01")) add(need, e, e.term === exact ? accented : unaccented);
    }
    if (w.open || !known) begins(need, w.term, shard, known);
    if (!need.terms.length) await ends(need, w.term, shard);
  }

  // same finds a term, those with its stem, and its synonyms.
  async function same(need: Need, term: string, weight = 1): Promise<void> {
    const shard = await index.shard(term), e = find(shard, term);
    if (!e) return;
    add(need, e, weight);
    const near = shard.entries.filter((k) => e.group && k.group === e.group && k !== e);
    const far = o.quick && e.overflow ? undefined : (shard.elsewhere[e.group] ?? []);
    const kin = [...near, ...(await Promise.all((far ?? []).map(index.entry)))];
    for (const k of kin) add(need, k, weight * stem);
    if (!far) return;
    const means = new Set([e, ...kin].flatMap((k) => k?.synonyms ?? []));
    await Promise.all([...means].map((words) => meaning(need, words.split(" "), weight * synonym)));
  }

  // meaning finds a synonym, of one word or of several that a page must all have.
  async function meaning(need: Need, words: string[], weight: number): Promise<void> {
    const entries = await Promise.all(words.map(index.entry));
    if (!entries.every((e) => e?.df)) return;
    const [first, ...others] = entries.map((e) => e!.postings()).sort((a, b) => a.pages.length - b.pages.length);
    const sets = others.map((o) => new Set(o.pages)), only = new Set(first!.pages.filter((p) => sets.every((s) => s.has(p))));
    need.terms.push({ names: words, postings: first!, weight, df: only.size, overflow: "", only });
  }

  // begins finds words that begin as one that is only begun, or is none.
  function begins(need: Need, term: string, { entries }: Shard, known: boolean): void {
    const list = entries.filter((e) => e.df && e.term.startsWith(term) && e.term !== term && !e.term.includes("\x01"));
    if (entries[entries.length - 1]?.term.startsWith(term) || list.length > mostBegun) more = true;
    const df = Math.max(0, ...need.terms.map((y) => y.df));
    for (const e of list.sort((a, b) => b.df - a.df).slice(0, mostBegun)) {
      const weight = begun * (0.4 + (0.6 * term.length) / e.term.length);
      add(need, e, weight * (!known ? 1 : e.df > df ? alsoBegun : aside));
    }
  }

  // ends finds a word that another begins with, if the rest is no more than an ending.
  async function ends(need: Need, term: string, shard: Shard): Promise<void> {
    for (let n = term.length - 1; n >= Math.max(4, term.length - 3, term.length * 0.6); n--) {
      const e = find(shard, term.slice(0, n));
      if (e) return same(need, e.term, ending);
    }
  }
}

function add(need: Need, e: Entry | undefined, weight: number): void {
  if (e?.df) need.terms.push({ names: [e.term], postings: e.postings(), weight, df: e.df, overflow: e.overflow });
}

// settled returns each term once, in an order that does not depend on which file came first.
function settled(terms: Term[]): Term[] {
  const best = new Map<string, Term>();
  for (const t of terms) {
    const name = t.names.join(" ");
    if (!(t.weight <= best.get(name)?.weight!)) best.set(name, t);
  }
  return sorted(best);
}

// sorted returns what a map has, in order of its keys.
const sorted = <T>(map: Map<string, T>): T[] => [...map.keys()].sort().map((k) => map.get(k)!);
