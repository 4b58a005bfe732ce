// What few queries need, a script of its own that the engine asks for: filters in the text, corrections of typing, phrases in quotes, amounts,
// words so common that not all their pages stand in a shard, and lists without a query.
import { correct } from "./correct.ts";
import { light } from "./light.ts";
import { newest } from "./newest.ts";
import { keepPhrases } from "./phrase.ts";
import { read } from "./special.ts";
import { whole } from "./whole.ts";
import type { Work } from "./answer.ts";
import type { Ranking } from "./rank.ts";
import type { Search } from "./types.ts";

export interface More {
  read: typeof read;
  correct: typeof correct;
  rank(w: Work): Promise<Special>;
}

// Special is what becomes of a query that is not words alone.
export interface Special {
  ranking: Ranking;
  lit: Map<number, number[]>; // rows that hold an amount, by page
  uncounted: boolean; // there may be more pages with its phrases
}

const more: More = {
  read,
  correct,
  async rank(w) {
    const uncounted = await keepPhrases(w), lit = await light(w);
    const first = w.query.words.length ? w.rank(w.index, w.terms) : newest(w), ranking = w.quick ? first : await whole(w, first);
    return { ranking, lit, uncounted };
  },
};

(globalThis as unknown as { batonSearch: Search }).batonSearch.more = more;
