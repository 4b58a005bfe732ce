// From words to terms: what a page may say for a word to be found.
import type { Entry, Library, Postings, Shard, Table } from "./files.ts";
import type { Query, Word } from "./query.ts";
import { exactTerm } from "./tokens.ts";
import { guess } from "./typo.ts";

// A Need is a word with all that stands for it.
export interface Need {
  words: Word[]; // that it comes from: one, or several for a correction of them together
  terms: Term[];
  stop: boolean;
  extra?: boolean; // what has it comes first, but nothing lacks it: several words as one
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

// expand finds the terms of a query.
export async function expand(lib: Library, t: Table, q: Query, exact: boolean): Promise<Expansion> {
  const x = new Expander(lib, t);
  const long = q.words.filter((w) => !w.stop).length > 2; // so that words which say little are not worth a file
  const needs = new Map<Word, Need>(), extras = new Map<string, Need>();
  await Promise.all(
    q.words.map(async (w) => {
      const need: Need = { words: [w], terms: [], stop: w.stop };
      needs.set(w, need);
      if (!w.stop || !long || w.quoted) await x.word(need, w);
    }),
  );
  await Promise.all(
    q.joins.map(async ({ term, of }) => {
      const joined: Need = { words: of, terms: [], stop: false, extra: true };
      if (long && of.every((w) => w.stop)) return;
      await x.same(joined, term);
      for (const w of of) needs.get(w)!.terms.push(...joined.terms);
      if (joined.terms.length) extras.set(joined.terms[0]!.names[0]!, joined);
    }),
  );
  let corrected = "";
  const unknown = exact ? [] : q.words.filter((w) => !w.quoted && !w.stop && !needs.get(w)!.terms.length);
  if (unknown.length) corrected = await x.correct(q, unknown, needs);
  const list = [...new Set(q.words.map((w) => needs.get(w)!)), ...[...extras.keys()].sort().map((k) => extras.get(k)!)], marks = new Map<string, Need>();
  for (const need of list) {
    need.terms = settled(need.terms);
    for (const term of need.terms) for (const n of term.names) if (term.weight > 0 && !marks.has(n)) marks.set(n, need);
  }
  return { needs: list, marks, corrected, more: x.more };
}

// settled returns each term once, in an order that does not depend on which file came first.
function settled(terms: Term[]): Term[] {
  const best = new Map<string, Term>();
  for (const t of terms) {
    const name = t.names.join(" "), old = best.get(name);
    if (!old || t.weight > old.weight) best.set(name, t);
  }
  return [...best.keys()].sort().map((name) => best.get(name)!);
}

class Expander {
  more = false;

  constructor(
    private readonly lib: Library,
    private readonly t: Table,
  ) {}

  private add(need: Need, e: Entry | undefined, weight: number): void {
    if (!e?.df) return;
    need.terms.push({ names: [e.term], postings: e.postings(), weight, df: e.df, overflow: e.overflow });
  }

  // word finds a word that was typed, and what else stands for it.
  async word(need: Need, w: Word): Promise<void> {
    const shard = await this.lib.shard(this.t, w.term);
    if (w.quoted) return this.add(need, shard.find(w.term), 1);
    await this.same(need, w.term);
    const from = shard.from(w.term), known = need.terms.length > 0, exact = exactTerm(w);
    for (let i = from + 1; i < shard.entries.length && shard.entries[i]!.term.startsWith(w.term + "\x01"); i++) {
      this.add(need, shard.entries[i], shard.entries[i]!.term === exact ? accented : unaccented);
    }
    if (w.open || !known) this.begun(need, w, shard, from, known);
    if (!need.terms.length) await this.ending(need, w.term, shard);
  }

  // same finds a term, those with its stem, and its synonyms.
  async same(need: Need, term: string, weight = 1): Promise<void> {
    const shard = await this.lib.shard(this.t, term), e = shard.find(term);
    if (!e) return;
    this.add(need, e, weight);
    const kin = e.group ? shard.entries.filter((k) => k.group === e.group && k !== e) : [];
    for (const k of kin) this.add(need, k, weight * stem);
    const far = e.group ? (shard.elsewhere[e.group] ?? []) : [];
    const farEntries = await Promise.all(far.map((k) => this.lib.entry(this.t, k)));
    for (const k of farEntries) this.add(need, k, weight * stem);
    const means = new Set([e, ...kin, ...farEntries].flatMap((k) => k?.synonyms ?? []));
    await Promise.all([...means].map((words) => this.meaning(need, words.split(" "), weight * synonym)));
  }

  // meaning finds a synonym, of one word or of several that a page must all have.
  private async meaning(need: Need, words: string[], weight: number): Promise<void> {
    const entries = await Promise.all(words.map((w) => this.lib.entry(this.t, w)));
    if (!entries.every((e) => e?.df)) return;
    const [first, ...others] = entries.map((e) => e!).sort((a, b) => a.df - b.df);
    let only = new Set(first!.postings().pages);
    for (const e of others) {
      const also = new Set(e.postings().pages);
      only = new Set([...only].filter((p) => also.has(p)));
    }
    need.terms.push({ names: words, postings: first!.postings(), weight, df: only.size, overflow: "", only });
  }

  // begun finds words that begin as w does.
  private begun(need: Need, w: Word, shard: Shard, from: number, known: boolean): void {
    const list: Entry[] = [], { entries } = shard;
    for (let i = from; i < entries.length && entries[i]!.term.startsWith(w.term); i++) {
      const e = entries[i]!;
      if (e.df && e.term !== w.term && !e.term.includes("\x01")) list.push(e);
    }
    if (entries[entries.length - 1]?.term.startsWith(w.term) || list.length > mostBegun) this.more = true;
    const df = Math.max(0, ...need.terms.map((y) => y.df));
    list.sort((a, b) => b.df - a.df);
    for (const e of list.slice(0, mostBegun)) {
      const weight = begun * (0.4 + (0.6 * w.term.length) / e.term.length);
      this.add(need, e, weight * (!known ? 1 : e.df > df ? alsoBegun : aside));
    }
  }

  // ending finds a word that w begins with, if the rest is no more than an ending.
  private async ending(need: Need, w: string, shard: Shard): Promise<void> {
    for (let n = w.length - 1; n >= Math.max(4, w.length - 3, w.length * 0.6); n--) {
      const e = shard.find(w.slice(0, n));
      if (e) return this.same(need, e.term, ending);
    }
  }

  // correct finds what may have been meant by words that are unknown. It returns the query as it is understood then.
  async correct(q: Query, unknown: Word[], needs: Map<Word, Need>): Promise<string> {
    const v = await this.lib.vocabulary(this.t);
    if (!v) return "";
    const instead = new Map<Word, string>();
    for (const w of unknown) {
      if (instead.has(w)) continue;
      const tries = [{ term: w.term, of: [w] }, ...q.joins.filter((j) => j.of.includes(w) && j.of.length === 2)].flatMap(({ term, of }) => {
        const g = guess(term, v);
        return g ? [{ of, ...g }] : [];
      });
      const [best] = tries.sort((a, b) => b.score - a.score);
      if (!best) continue;
      const need: Need = { words: best.of, terms: [], stop: false };
      await Promise.all(best.words.map((word) => this.same(need, word, best.weight)));
      for (const o of best.of) {
        needs.set(o, need);
        instead.set(o, o === best.of[0] ? best.words.join(" ") : "");
      }
    }
    if (!instead.size) return "";
    let text = "", at = 0;
    for (const p of q.places) {
      const word = instead.get(p.word);
      if (word === undefined) continue;
      text += q.text.slice(at, p.start) + word;
      at = p.end;
    }
    return (text + q.text.slice(at)).replace(/\s+/g, " ").trim();
  }
}
