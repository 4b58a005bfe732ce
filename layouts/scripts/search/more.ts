// What few queries need, a script of its own that the engine asks for: corrections of typing, phrases in quotes, amounts,
// words so common that not all their pages stand in a shard, and lists without a query.
import { correct } from "./correct.ts";
import { light } from "./light.ts";
import { newest } from "./newest.ts";
import { keepPhrases } from "./phrase.ts";
import { whole } from "./whole.ts";
import type { Search } from "./types.ts";

const more = { correct, keepPhrases, light, newest, whole };

export type More = typeof more;

(globalThis as unknown as { batonSearch: Search }).batonSearch.more = more;
