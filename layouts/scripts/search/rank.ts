// Which pages come first, and which of their sections. Only numbers are looked at here, no text.
import type { Need } from "./expand.ts";
import { search } from "./bytes.ts";
import type { Index, Postings } from "./files.ts";

export interface Ranked {
  page: number;
  score: number;
  sections: { section: number; score: number }[]; // best first
}

export interface Ranking {
  list: Ranked[]; // the best, in order
  total: number;
  kinds: number[]; // how many of each kind match without the filter of kinds
  seen: Candidate[];
  score(c: Candidate, section: number): number; // of a page whose best section has a score
}

export interface Terms {
  needs: Need[];
  allowed?: Uint8Array; // 1: the page may be a result; all, if there is none
  kinds: string[]; // none: all
  own?: Uint8Array; // 1: the page is for the reader
  limit: number;
}

// A Candidate is a page that has terms.
export interface Candidate {
  page: number;
  sum: number; // of the needs, how much it says of each
  got: number; // weight of the needs that it has
  titled: number; // of those that its title has
  shortest: number; // words of the shortest title or alias that has one
  hits: number; // words in its title
  has: Need[];
}

// The weight of a term in a page or in a section, from its impact: the middle of the step. The indexer has the same numbers.
export const half = 2.4;
const halfSection = 1.2;
export const pageWeight = (impact: number): number => (half * (impact + 0.5)) / (31.5 - impact);
const sectionWeight = (impact: number): number => (halfSection * (impact + 0.5)) / (7.5 - impact);

const stopWeight = 0.08; // of words that say little, unless all do
const unknownWeight = 0.5; // of words that nothing is found for
export const sectionShare = 0.8; // of the best section, in the score of its page
export const coverage = 1.2; // exponent: what has all words comes first
export const titleShare = 0.5; // of the title
export const exactTitle = 1; // for a title that is what was typed
const wholeInTitle = 0.3; // for one that has more besides
const enough = 0.35; // of the best coverage, to be a result at all
const ownBoost = 1.2;
const kindBoost = 1.1; // for pages that say what to do
const boosted = ["decision", "playbook", "checklist", "role"];
const looked = 200; // pages whose sections are looked at

// rank ranks the pages that have terms.
export function rank({ pages, kinds, kindOf }: Index, { needs, allowed, kinds: wanted, own, limit }: Terms): Ranking {
  const all = new Map<number, Candidate>();
  for (const need of needs) tally(need, pages, all);
  const seen = [...all.values()], typed = needs.filter((n) => !n.extra), total = weightOf(typed);
  const said = typed.filter((n) => !n.stop).length, found = typed.filter((n) => n.terms.length).length;

  const score = (c: Candidate, section: number): number => {
    let s = (c.sum + sectionShare * section) * (c.got / total) ** coverage;
    if (c.titled) {
      s += titleShare * c.titled * Math.min(1, said / c.shortest + 0.35);
      if (c.hits === found) s += (c.shortest === typed.length ? exactTitle : wholeInTitle) * total;
    }
    return s * (boosted.includes(kinds[kindOf[c.page]!]!) ? kindBoost : 1) * (own?.[c.page] ? ownBoost : 1);
  };

  let list = seen.filter((c) => !allowed || allowed[c.page]);
  const least = enough * list.reduce((most, c) => Math.max(most, c.got), 0), counts = kinds.map(() => 0);
  list = list.filter((c) => c.got >= least);
  for (const c of list) counts[kindOf[c.page]!]!++;
  if (wanted.length) list = list.filter((c) => wanted.includes(kinds[kindOf[c.page]!]!));

  // Only the sections of pages that may come first are looked at.
  const ranked = list.map((c) => ({ c, page: c.page, score: score(c, 0) })).sort(byScore);
  const best = ranked.slice(0, Math.max(looked, 2 * limit)).map(({ c, page }): Ranked => {
    const sections = sectionsOf(page, needs);
    return { page, sections, score: score(c, sections[0]?.score ?? 0) };
  });
  return { list: best.sort(byScore), total: list.length, kinds: counts, seen, score };
}

const byScore = (a: { score: number; page: number }, b: { score: number; page: number }): number => b.score - a.score || a.page - b.page;

// weightOf returns what needs weigh together.
export const weightOf = (needs: Need[]): number => needs.reduce((sum, n) => sum + n.weight, 0);

// tally finds what a need weighs, the more the fewer pages have it, and adds it to those that do.
function tally(need: Need, pages: number, all: Map<number, Candidate>): void {
  const { terms, extra, stop } = need, mentions = mentionsOf(need);
  let df = 1, wide = 0;
  for (const t of terms) if (t.weight >= 0.5) df = Math.max(df, t.df);
  for (const m of mentions.values()) if (m.most >= 0.5) wide++;
  df = Math.max(df, wide);
  const weight = (need.weight = (stop ? stopWeight : 1) * Math.log(1 + (pages - df + 0.5) / (df + 0.5)) * (terms.length ? 1 : unknownWeight));
  for (const [page, m] of mentions) {
    let c = all.get(page);
    if (!c) all.set(page, (c = { page, sum: 0, got: 0, titled: 0, shortest: Infinity, hits: 0, has: [] }));
    c.has.push(need);
    c.sum += (weight * m.tf) / (m.tf + half);
    c.titled += weight * m.titled;
    c.shortest = Math.min(c.shortest, m.shortest);
    if (extra) continue;
    c.got += weight * m.most;
    if (m.titled >= 0.8) c.hits++;
  }
}

// A Mention is what a page says of a need.
interface Mention {
  tf: number;
  most: number; // weight of the best term
  titled: number; // of the best one in the title
  shortest: number; // words of the title
}

function mentionsOf({ terms }: Need): Map<number, Mention> {
  const mentions = new Map<number, Mention>();
  for (const { postings, weight, only } of terms) {
    postings.pages.forEach((page, i) => {
      if (only && !only.has(page)) return;
      const flags = postings.flags[i]!;
      let m = mentions.get(page);
      if (!m) {
        if (weight <= 0) return; // other accents, of a word that is not here
        mentions.set(page, (m = { tf: 0, most: 0, titled: 0, shortest: Infinity }));
      }
      m.tf += weight * pageWeight(flags >> 3);
      m.most = Math.max(m.most, weight);
      if (flags & 4 && weight > m.titled) {
        m.titled = weight;
        m.shortest = Math.min(m.shortest, postings.titles[i]!);
      }
    });
  }
  return mentions;
}

// sectionsOf returns the sections of a page that have terms, best first.
function sectionsOf(page: number, needs: Need[]): { section: number; score: number }[] {
  const scores = new Map<number, number>();
  for (const { terms, weight: needed } of needs) {
    const tfs = new Map<number, number>();
    for (const { postings, weight, only } of terms) {
      if (only && !only.has(page)) continue;
      for (const s of postingsIn(postings, page)) tfs.set(s >> 3, (tfs.get(s >> 3) ?? 0) + weight * sectionWeight(s & 7));
    }
    for (const [s, tf] of tfs) scores.set(s, (scores.get(s) ?? 0) + (needed * tf) / (tf + halfSection));
  }
  return [...scores].map(([section, score]) => ({ section, score })).sort((a, b) => b.score - a.score || a.section - b.section);
}

// postingsIn returns the postings of the sections of a page.
export function postingsIn(p: Postings, page: number): Uint32Array {
  const i = at(p, page);
  return p.sections.subarray(p.starts[i], i < 0 ? 0 : p.starts[i + 1]);
}

// at returns where a page stands in postings, -1 if it does not.
export function at({ pages }: Postings, page: number): number {
  const i = search(pages.length, (i) => pages[i]! >= page);
  return pages[i] === page ? i : -1;
}
