// What few queries need, a script of its own that the engine asks for: filters in the text, corrections of typing, phrases in quotes, amounts,
// words so common that not all their pages stand in a shard, roles, and lists without a query.
import { correct } from "./correct.ts";
import { light } from "./light.ts";
import { newest } from "./newest.ts";
import { keepPhrases } from "./phrase.ts";
import { pagesFor, rolesOf } from "./roles.ts";
import { read } from "./special.ts";
import { whole } from "./whole.ts";
import type { Work } from "./answer.ts";
import type { Ranking } from "./rank.ts";
import type { Search } from "./types.ts";

export interface More {
  read: typeof read;
  correct: typeof correct;
  roles: typeof rolesOf;
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
  roles: rolesOf,
  async rank(w) {
    const { index, query, terms, options: { role, own, quick } } = w;
    const listed = role || own?.length || !query.words.length, roles = listed ? await rolesOf(index) : { roles: [], days: [] };
    if (role) terms.allowed = pagesFor(index, roles, [role]);
    if (own?.length) terms.own = pagesFor(index, roles, own);
    const uncounted = await keepPhrases(w), lit = await light(w);
    const first = query.words.length ? w.rank(index, terms) : newest(w, roles.days), ranking = quick ? first : await whole(w, first);
    return { ranking, lit, uncounted };
  },
};

(globalThis as unknown as { batonSearch: Search }).batonSearch.more = more;
