// The list of decisions answers, too: it finds the one that is meant. What it shows and computes with is the finder's.
import { list } from "./list.ts";

// Decisions is the global "batonDecisions".
export type Decisions = typeof list;

(globalThis as unknown as { batonDecisions: Decisions }).batonDecisions = list;
