// The search engine, a script of its own: it defines the global "batonSearch".
import type { Search } from "./types.ts";

const search: Search = {
  open() {
    throw new Error("not yet");
  },
};

(globalThis as unknown as { batonSearch: Search }).batonSearch = search;
