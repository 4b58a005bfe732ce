// Which pages come first, and which of their sections. Only numbers are looked at here, no text.
import type { Need, Term } from "./expand.ts";
import { search } from "./bytes.ts";
import type { Postings, Table } from "./files.ts";

export interface Ranked {
  page: number;
  score: number;
  sections: { section: number; score: number }[]; // best first
}

export interface Ranking {
  list: Ranked[]; // the best, in order
  total: number;
  kinds: number[]; // how many of each kind match without the filter of kinds
  doubtful: Need[]; // pages that are not in a shard, but in an overflow, might still be among the results
}

export interface Terms {
  needs: Need[];
  allowed?: Uint8Array; // 1: the page may be a result; all, if there is none
  kinds: number[]; // none: all
  own?: Uint8Array; // 1: the page is for the reader
  limit: number;
}

// The weight of a term in a page, from its impact: the middle of the step. The indexer has the same numbers.
const titleWeight = 6, half = 2.4, halfSection = 1.2;
const weights = Float64Array.from({ length: 32 }, (_, i) => (half * (i + 0.5)) / (31.5 - i));
const sectionWeights = Float64Array.from({ length: 8 }, (_, i) => (halfSection * (i + 0.5)) / (7.5 - i));

const stopWeight = 0.08; // of words that say little, unless all do
const sectionShare = 0.8; // of the best section, in the score of its page
const coverage = 1.2; // exponent: what has all words comes first
const titleShare = 0.5; // of the title
const exactTitle = 1; // for a title that is what was typed
const wholeInTitle = 0.3; // for one that has more besides
const enough = 0.5; // of the best coverage, to be a result at all
const ownBoost = 1.2;
const kindBoost: Record<string, number> = { decision: 1.1, playbook: 1.1, checklist: 1.1, role: 1.1 };
const sectionGuess = 0.6; // of a word in a section that is not known
const slack = 1; // of what an unknown page might reach
const looked = 200; // pages whose sections are looked at

// rank ranks the pages that have terms.
export function rank(t: Table, { needs, allowed, kinds, own, limit }: Terms): Ranking {
  const n = t.pages, sum = new Float64Array(n), got = new Float64Array(n), titled = new Float64Array(n);
  const titleWords = new Uint8Array(n), titleHits = new Uint8Array(n);
  const seen: number[] = [], isSeen = new Uint8Array(n);
  const tf = new Float64Array(n), most = new Float64Array(n), inTitle = new Float64Array(n);
  const idf: number[] = [], floors: number[] = [], mosts: number[] = [], has = new Uint32Array(n);
  let total = 0, said = 0, found = 0, words = 0;
  needs.forEach((need, k) => {
    const touched: number[] = [];
    let df = 1, wide = 0, floor = 0, mostCut = 0;
    for (const { postings, weight, df: own, overflow, only } of need.terms) {
      if (weight >= 0.5) df = Math.max(df, own);
      const { pages, flags, titles } = postings;
      if (overflow && weight > 0) {
        floor += weight * weights[flags.reduce((a, b) => Math.min(a, b >> 3), 31)]!;
        mostCut = Math.max(mostCut, weight);
      }
      for (let i = 0; i < pages.length; i++) {
        const p = pages[i]!;
        if (only && !only.has(p)) continue;
        if (!most[p] && weight > 0) touched.push(p);
        tf[p]! += weight * weights[flags[i]! >> 3]!;
        if (weight > most[p]!) most[p] = weight;
        if (flags[i]! & 4 && weight > inTitle[p]!) {
          inTitle[p] = weight;
          if (!titleWords[p] || titles[i]! < titleWords[p]!) titleWords[p] = titles[i]!;
        }
      }
    }
    for (const p of touched) if (most[p]! >= 0.5) wide++;
    df = Math.max(df, wide);
    const w = (need.stop ? stopWeight : 1) * Math.log(1 + (n - df + 0.5) / (df + 0.5)) * (need.terms.length ? 1 : 0.5);
    idf.push(w);
    floors.push(floor);
    mosts.push(need.extra ? 0 : mostCut);
    if (!need.extra) {
      total += w;
      words++;
      if (!need.stop) said++;
      if (need.terms.length) found++;
    }
    for (const p of touched) {
      if (!isSeen[p]) (isSeen[p] = 1), seen.push(p);
      sum[p]! += (w * tf[p]!) / (tf[p]! + half);
      titled[p]! += w * inTitle[p]!;
      if (!need.extra) {
        got[p]! += w * most[p]!;
        if (inTitle[p]! >= 0.8) titleHits[p]!++;
      }
      tf[p] = most[p] = inTitle[p] = 0;
      has[p]! |= 1 << k;
    }
  });

  const boosts = t.kinds.map((k) => kindBoost[k] ?? 1);
  const score = (p: number, section: number): number => {
    let s = (sum[p]! + sectionShare * section) * Math.pow(got[p]! / total, coverage);
    if (titled[p]) {
      s += titleShare * titled[p]! * Math.min(1, said / titleWords[p]! + 0.35);
      if (titleHits[p] === found) s += (titleWords[p] === words ? exactTitle : wholeInTitle) * total;
    }
    return s * boosts[t.kindOf[p]!]! * (own?.[p] ? ownBoost : 1);
  };

  let best = 0;
  for (const p of seen) if ((!allowed || allowed[p]) && got[p]! > best) best = got[p]!;
  const counts = t.kinds.map(() => 0);
  const list: number[] = [];
  for (const p of seen) {
    if (got[p]! < enough * best || (allowed && !allowed[p])) continue;
    counts[t.kindOf[p]!]!++;
    if (!kinds.length || kinds.includes(t.kindOf[p]!)) list.push(p);
  }

  // Only the sections of pages that may come first are looked at.
  const rough = Float64Array.from(list, (p) => score(p, 0)), sorted = rough.slice().sort();
  const bar = sorted[Math.max(0, sorted.length - Math.max(looked, 2 * limit))] ?? 0;
  const ranked: Ranked[] = [];
  list.forEach((page, i) => {
    if (rough[i]! < bar) return;
    const sections = sectionsOf(page, needs, idf);
    ranked.push({ page, sections, score: score(page, sections[0]?.score ?? 0) });
  });
  ranked.sort((a, b) => b.score - a.score || a.page - b.page);

  // What might a page reach if it stood in all overflows that it may stand in? Page n stands for those that are in none.
  const last = ranked[limit - 1]?.score ?? 0, doubtful = new Set<Need>(), known = new Map(ranked.map((r) => [r.page, r.score]));
  for (const p of floors.some((f) => f) ? [...seen, n] : []) {
    if (p < n && ((allowed && !allowed[p]) || (kinds.length && !kinds.includes(t.kindOf[p]!)))) continue;
    let more = 0, cover = got[p] ?? 0, title = 0;
    const missing = needs.filter((_, k) => {
      if (!floors[k] || (has[p] ?? 0) & (1 << k)) return false;
      cover += idf[k]! * mosts[k]!;
      if (floors[k]! >= titleWeight) title += idf[k]! * (titleShare + exactTitle);
      return (more += idf[k]! * (floors[k]! / (floors[k]! + half) + sectionShare * sectionGuess));
    });
    const now = p < n ? (known.get(p) ?? score(p, sum[p]!)) / Math.pow(got[p]! / total, coverage) : 0;
    if (((now + more) * Math.pow(cover / total, coverage) + title) * slack > last) for (const m of missing) doubtful.add(m);
  }
  return { list: ranked, total: list.length, kinds: counts, doubtful: [...doubtful] };
}

// sectionsOf returns the sections of a page that have terms, best first.
function sectionsOf(page: number, needs: Need[], idf: number[]): { section: number; score: number }[] {
  const scores = new Map<number, number>();
  needs.forEach(({ terms }, k) => {
    const tfs = new Map<number, number>();
    for (const { postings: p, weight, only } of terms) {
      const i = at(p, page);
      if (i < 0 || (only && !only.has(page))) continue;
      for (let j = p.starts[i]!; j < p.starts[i + 1]!; j++) {
        const s = p.sections[j]!;
        tfs.set(s >> 3, (tfs.get(s >> 3) ?? 0) + weight * sectionWeights[s & 7]!);
      }
    }
    for (const [s, tf] of tfs) scores.set(s, (scores.get(s) ?? 0) + (idf[k]! * tf) / (tf + halfSection));
  });
  return [...scores].map(([section, score]) => ({ section, score })).sort((a, b) => b.score - a.score || a.section - b.section);
}

// at returns where a page stands in postings, -1 if it does not.
function at({ pages }: Postings, page: number): number {
  const i = search(pages.length, (i) => pages[i]! >= page);
  return pages[i] === page ? i : -1;
}

// together reports whether all terms stand in the title of a page, or all in one of its sections.
export function together(terms: (Term | undefined)[], page: number): boolean {
  let sections: Set<number> | undefined, titled = true;
  for (const t of terms) {
    const i = t ? at(t.postings, page) : -1;
    if (i < 0) return false;
    const p = t!.postings, here = new Set<number>();
    for (let j = p.starts[i]!; j < p.starts[i + 1]!; j++) if (!sections || sections.has(p.sections[j]! >> 3)) here.add(p.sections[j]! >> 3);
    sections = here;
    titled &&= (p.flags[i]! & 4) > 0;
  }
  return titled || !!sections?.size;
}
