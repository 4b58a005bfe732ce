// Very common words have most of their pages in files of their own, which are seldom read: only if such a page might be
// among the results.
import type { Work } from "./answer.ts";
import type { Need } from "./expand.ts";
import { readPostings } from "./files.ts";
import { coverage, exactTitle, half, pageWeight, sectionShare, titleShare, weightOf, type Candidate, type Ranking } from "./rank.ts";

const titleWeight = 6; // of a term in a title, as the indexer has it: what weighs less is in none
const sectionGuess = 0.6; // of a word in a section that is not known
const slack = 1; // of what an unknown page might reach

// whole ranks pages again with those from overflows, if any might be among the best.
export async function whole(w: Work, ranking: Ranking): Promise<Ranking> {
  const needs = doubtful(w, ranking);
  if (!needs.length) return ranking;
  await Promise.all(
    needs.map(async (need) => {
      const rest = need.terms.filter((y) => y.overflow), { pages, file } = w.index;
      const postings = await Promise.all(rest.map((y) => file(`o/${y.overflow}.bin`, (c) => readPostings(c, c.varint(), pages))));
      need.terms = need.terms.map((y) => ({ ...y, overflow: "" }));
      need.terms.push(...rest.map((y, i) => ({ ...y, postings: postings[i]!, overflow: "" })));
    }),
  );
  return whole(w, w.rank(w.index, w.terms));
}

// doubtful returns the needs whose overflows may have a page that belongs among the results. What might a page reach if it
// stood in all overflows that it may stand in?
function doubtful({ index, terms }: Work, { list, seen, score }: Ranking): Need[] {
  const { needs, allowed, kinds, limit } = terms, total = weightOf(needs.filter((n) => !n.extra));
  const cuts = needs.map(cutOf).filter((c) => c.floor), last = list[limit - 1]?.score ?? 0;
  const known = new Map(list.map((r) => [r.page, r.score])), found = new Set<Need>();

  const look = (c?: Candidate): void => {
    const missing = cuts.filter(({ need }) => !c?.has.includes(need));
    let reach = c?.got ? (known.get(c.page) ?? score(c, c.sum)) / (c.got / total) ** coverage : 0;
    let cover = c?.got ?? 0, title = 0;
    for (const { need, floor, most } of missing) {
      reach += need.weight * (floor / (floor + half) + sectionShare * sectionGuess);
      cover += need.weight * most;
      if (floor >= titleWeight) title += need.weight * (titleShare + exactTitle);
    }
    if ((reach * (cover / total) ** coverage + title) * slack > last) for (const { need } of missing) found.add(need);
  };
  if (cuts.length) look(); // a page that has nothing else
  for (const c of cuts.length ? seen : []) {
    if ((!allowed || allowed[c.page]) && (!kinds.length || kinds.includes(index.kinds[index.kindOf[c.page]!]!))) look(c);
  }
  return [...found];
}

// cutOf says what a page in the overflows of a need has at most: less than all that stand in the shard.
function cutOf(need: Need): { need: Need; floor: number; most: number } {
  let floor = 0, most = 0;
  for (const { postings, weight, overflow } of need.terms) {
    if (!overflow || weight <= 0) continue;
    floor += weight * pageWeight(postings.flags.reduce((least, f) => Math.min(least, f >> 3), 31));
    most = Math.max(most, weight);
  }
  return { need, floor, most: need.extra ? 0 : most };
}
