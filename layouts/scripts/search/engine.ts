// The search engine, a script of its own: it defines the global "batonSearch". It knows nothing of pages on a screen.
// What few queries need is in another script, more.ts.
import { answer } from "./answer.ts";
import { library } from "./files.ts";
import type { More } from "./more.ts";
import type { Search } from "./types.ts";

const search: Search = {
  open(read, load) {
    const { fresh, refresh } = library(read);
    let loading: Promise<More | undefined> | undefined;

    // more is what few queries need. If it does not come, the next query asks for it again.
    const more = (): Promise<More | undefined> => (loading ??= load().then(() => search.more, () => (loading = undefined)));

    return {
      search: (query, options = {}) => fresh((index) => answer(index, query, options, more), options.signal),
      // roles fails if more does not come.
      roles: () => fresh(async (index) => (await (await more())!.roles(index)).roles),
      refresh,
    };
  },
};

(globalThis as unknown as { batonSearch: Search }).batonSearch = search;
