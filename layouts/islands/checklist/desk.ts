// The page of a checklist and its runs, as the parts of this island see them.
import type { Run, State, Status } from "../../scripts/runs/record.ts";
import type { Line, List } from "./page.ts";
import type { Store } from "./store.ts";

export interface Desk {
  list: List; // as the page has it now
  store: Store;
  run: Run | undefined; // the one that is shown; without one, the first tick begins it
  shared: boolean; // it came by a link, and is not kept
  left: boolean; // it is as somebody left it: nothing has been ticked since it was opened
  seen: Set<string>; // lines that are new since it was begun, and were pointed out

  show(run?: Run, shared?: boolean): void;
  keep(run: Run): void; // as the reader's own, and shows it
  set(line: Line, s: Status): void;
  move(state: State, words: string): void; // says so, and can take it back
  say(text: string, action?: string, act?: () => void): void;
  toggle(button: HTMLElement, fill: () => Promise<Node[]> | Node[]): void; // what a button opens
  shut(): void; // what is open
  paint(): void;
}

// mine reports whether ticks change the run.
export function mine({ run, shared }: Desk): boolean {
  return !shared && (!run || run.state.s === "open");
}
