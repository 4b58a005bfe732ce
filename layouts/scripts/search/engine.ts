// The search engine, a script of its own: it defines the global "batonSearch". It knows nothing of pages on a screen.
import { answer } from "./answer.ts";
import { Library } from "./files.ts";
import type { Options, Read, Search } from "./types.ts";

const search: Search = {
  open(read: Read) {
    const library = new Library(read);
    let unsaid = false; // the index is another one, and refresh has not said so yet

    // fresh does something once more if it failed and the site was published anew meanwhile: its old files may be gone.
    // What is not wanted any more has not failed.
    async function fresh<T>(act: () => Promise<T>, signal?: Options["signal"]): Promise<T> {
      try {
        return await act();
      } catch (e) {
        if (signal?.aborted || !(await library.refresh().catch(() => false))) throw e;
        unsaid = true;
        return act();
      }
    }

    return {
      search: (query, options = {}) => fresh(() => answer(library, query, options), options.signal),
      roles: () =>
        fresh(async () => {
          const all = await library.roles(await library.table());
          return (all?.roles ?? []).map(({ stem, title, pages }) => ({ stem, title, pages }));
        }),
      async refresh() {
        const other = (await library.refresh()) || unsaid;
        unsaid = false;
        return other;
      },
    };
  },
};

(globalThis as unknown as { batonSearch: Search }).batonSearch = search;
