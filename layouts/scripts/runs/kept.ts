// The runs that this browser keeps: one entry of the storage for each, under a key with the path of the handbook.
import { day } from "./cadence.ts";
import { count, read, touched, type Run, type State } from "./record.ts";

// OpenRun is what other pages say of a run.
export interface OpenRun {
  id: string; // the page of the list opens it at #open=ID
  list: string; // address of the checklist below the root: "/checklists/weekly-round/"
  name: string; // "25 Nov", or as the reader called it
  done: number;
  na: number; // do not apply
  of: number; // items, as the list had them when somebody last ticked
  at: number; // when somebody last ticked, or began
}

// keyOf is the key of a run, and prefix what the keys of all runs of a handbook begin with. No path has a blank.
export function prefix(root: URL): string {
  return `baton:run ${root.pathname} `;
}

export function keyOf(root: URL, id: string): string {
  return prefix(root) + id;
}

// keptRuns is all runs of a handbook, what was touched last first; none where the browser refuses.
export function keptRuns(root: URL, lists?: string[], storage = refusing(() => localStorage)): Run[] {
  const runs: Run[] = [];
  try {
    const start = prefix(root);
    for (let i = 0; i < (storage?.length ?? 0); i++) {
      const key = storage!.key(i)!;
      const run = key.startsWith(start) && read(key.slice(start.length), storage!.getItem(key));
      if (run && (!lists || lists.includes(run.list))) runs.push(run);
    }
  } catch {
    return [];
  }
  return runs.sort((a, b) => at(b) - at(a) || (a.id < b.id ? -1 : 1));
}

// openRuns is the runs that are under way, what was touched last first.
export function openRuns(root: URL): OpenRun[] {
  return keptRuns(root).filter(is("open")).map((run) => ({
    id: run.id, list: run.list, name: nameOf(run), at: at(run), ...count(run.items.values()),
  }));
}

// lastFinished is when a run of a list, by any address that it has had, was last finished, if one was.
export function lastFinished(root: URL, ...lists: string[]): number | undefined {
  const times = keptRuns(root, lists).filter((run) => finishedAt(run)).map((run) => finishedAt(run)!);
  return times.length ? Math.max(...times) : undefined;
}

// finishedAt is when a run was finished.
export function finishedAt({ state }: Run): number | undefined {
  return state.s === "finished" ? state.t : undefined;
}

export function is(state: State): (run: Run) => boolean {
  return (run) => run.state.s === state;
}

// at is when a run was last touched.
export function at(run: Run): number {
  return touched(run) || run.begun;
}

// nameOf is what a run is called: its name, else the day on which it was begun.
export function nameOf({ name, begun }: Run, now = Date.now()): string {
  return name.s || day(begun, now);
}

// refusing is a value whose very mention may throw.
export function refusing<T>(get: () => T): T | undefined {
  try {
    return get();
  } catch {
    return undefined;
  }
}
