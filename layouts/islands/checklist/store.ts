// The runs of one list, in memory and in the storage of the browser. Memory is what the page shows; the storage is
// shared with other tabs. A change counts as kept once it has been merged with what another tab may have written
// meanwhile, and written; until then it is only in memory, and the page says so.
import { keptRuns, keyOf, prefix } from "../../scripts/runs/kept.ts";
import { merge, read, type Run, write } from "../../scripts/runs/record.ts";

// World is what a store needs of its browser. Each part may refuse.
export interface World {
  storage: Storage | undefined; // undefined: refused
  locks: Pick<LockManager, "request"> | undefined; // pages without a secure connection have none
}

export interface Store {
  runs(): Run[];
  get(id: string): Run | undefined;
  put(run: Run): void; // merges it with what is known
  drop(id: string): void; // for good
  heard(key: string | null, text: string | null): void; // another tab has written
  reread(): void; // others may have written unheard
  flush(): void; // writes what is not kept, at once
  kept(): boolean; // all is written
  refused(): boolean; // not all is written, and the last attempt failed
}

// open reads the runs of a list, which may have had other addresses. changed is called whenever memory has changed, or whether it is kept.
export function open(root: URL, lists: string[], { storage, locks }: World, changed: () => void): Store {
  const runs = new Map(keptRuns(root, lists, storage).map((run) => [run.id, run]));
  const unsaved = new Set<string>();
  const waiting = new Set<string>(); // for the lock
  let failed = !storage;

  function put(run: Run): void {
    learn(run);
    unsaved.add(run.id);
    changed();
    void save(run.id);
  }

  function learn(run: Run): void {
    const mine = runs.get(run.id);
    runs.set(run.id, mine ? merge(mine, run) : run);
  }

  // save writes under a lock, so that no other tab writes between reading and writing.
  async function save(id: string): Promise<void> {
    if (waiting.has(id)) return; // what is in memory by then is written
    waiting.add(id);
    const locked = await locks?.request(keyOf(root, id), () => store(id)).catch(() => false);
    if (!locked) store(id); // there are no locks on pages without a secure connection, and where storage is refused
    changed();
  }

  function store(id: string): true {
    waiting.delete(id);
    const key = keyOf(root, id);
    try {
      const stored = read(id, storage!.getItem(key));
      if (stored) learn(stored);
      const run = runs.get(id);
      if (run) storage!.setItem(key, write(run));
      unsaved.delete(id);
      failed = false;
    } catch {
      failed = true;
    }
    return true;
  }

  // take merges what is stored. Without locks another tab may have written over what this one wrote: then memory knows
  // more than the storage, and writes again. As merging loses nothing, that ends.
  function take(id: string, text: string | null): void {
    if (text === null) {
      if (!unsaved.has(id)) runs.delete(id);
      return;
    }
    const stored = read(id, text);
    if (!stored || !lists.includes(stored.list)) return;
    learn(stored);
    if (write(merge(stored, runs.get(id)!)) === write(stored)) return;
    unsaved.add(id);
    void save(id);
  }

  function heard(key: string | null, text: string | null): void {
    const start = prefix(root);
    if (key === null) return reread(); // all is gone
    if (!key.startsWith(start)) return;
    take(key.slice(start.length), text);
    changed();
  }

  function reread(): void {
    try {
      for (const id of new Set([...runs.keys(), ...keptRuns(root, lists, storage).map((run) => run.id)])) {
        take(id, storage!.getItem(keyOf(root, id)));
      }
    } catch {
      failed = true;
    }
    changed();
  }

  function drop(id: string): void {
    runs.delete(id);
    unsaved.delete(id);
    try {
      storage!.removeItem(keyOf(root, id));
    } catch {
      // Then it is not there either.
    }
    changed();
  }

  function flush(): void {
    unsaved.forEach((id) => store(id));
    changed();
  }

  return {
    put, drop, heard, reread, flush,
    runs: () => [...runs.values()],
    get: (id) => runs.get(id),
    kept: () => !unsaved.size,
    refused: () => failed && unsaved.size > 0,
  };
}
