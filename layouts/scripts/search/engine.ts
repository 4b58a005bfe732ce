// The search engine, a script of its own: it defines the global "batonSearch". It knows nothing of pages on a screen.
import { answer } from "./answer.ts";
import { Library } from "./files.ts";
import type { Read, Search } from "./types.ts";

const search: Search = {
  open(read: Read) {
    const library = new Library(read);
    return {
      search: (query, options = {}) => fresh(library, () => answer(library, query, options)),
      roles: () =>
        fresh(library, async () => {
          const all = await library.roles(await library.table());
          return (all?.roles ?? []).map(({ stem, title, pages }) => ({ stem, title, pages }));
        }),
      refresh: () => library.refresh(),
    };
  },
};

// fresh does something once more if it failed and the site was published anew meanwhile: its old files may be gone.
async function fresh<T>(library: Library, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (e) {
    if (!(await library.refresh().catch(() => false))) throw e;
    return act();
  }
}

(globalThis as unknown as { batonSearch: Search }).batonSearch = search;
