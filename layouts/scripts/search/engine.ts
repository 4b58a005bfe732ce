// The search engine, a script of its own: it defines the global "batonSearch". It knows nothing of pages on a screen.
// What few queries need is in another script, more.ts.
import { answer } from "./answer.ts";
import { library } from "./files.ts";
import type { More } from "./more.ts";
import type { Options, Search } from "./types.ts";

const search: Search = {
  open(read, load) {
    const { index, refresh } = library(read);
    let unsaid = false; // the index is another one, and refresh has not said so yet
    let loading: Promise<More | undefined> | undefined;

    // more is what few queries need. If it does not come, the next query asks for it again.
    const more = (): Promise<More | undefined> => (loading ??= load().then(() => search.more, () => (loading = undefined)));

    // fresh does something once more if it failed and the site was published anew meanwhile: its old files may be gone.
    // What is not wanted any more has not failed.
    async function fresh<T>(act: () => Promise<T>, signal?: Options["signal"]): Promise<T> {
      try {
        return await act();
      } catch (e) {
        if (signal?.aborted || !(await refresh().catch(() => false))) throw e;
        unsaid = true;
        return act();
      }
    }

    return {
      search: (query, options = {}) => fresh(async () => answer(await index(), query, options, more), options.signal),
      roles: () => fresh(async () => (await (await index()).roles()).roles),
      async refresh() {
        const other = (await refresh()) || unsaid;
        unsaid = false;
        return other;
      },
    };
  },
};

(globalThis as unknown as { batonSearch: Search }).batonSearch = search;
