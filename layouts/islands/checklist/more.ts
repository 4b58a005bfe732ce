// What is fetched when somebody wants to give a run away, or to compare it.
import { script, style } from "../../scripts/load.ts";
import type { Desk } from "./desk.ts";

// Handover is the global "batonHandover".
export interface Handover {
  give(desk: Desk): Node[]; // ways to give the shown run away
  compare(desk: Desk): Node[]; // the shown run beside another
  shared(desk: Desk, fragment: string): void; // shows a run that came by a link
}

// handover fetches it once; undefined where that fails, which it says.
export async function handover(desk: Desk): Promise<Handover | undefined> {
  const all = globalThis as unknown as { batonHandover?: Handover };
  const { more, moreLook } = desk.list.place.dataset;
  try {
    if (!all.batonHandover) await Promise.all([script(more!), style(moreLook ?? "")]);
  } catch {
    desk.say("This needs the network once, and it did not answer. Try again.");
  }
  return all.batonHandover;
}

// isShared reports whether the fragment of an address holds a run.
export function isShared(fragment: string): boolean {
  return fragment.startsWith("#run=");
}
