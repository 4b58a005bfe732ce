// What the decision finder computes with: amounts, ladders, and the words of an answer. It is fetched when there is
// something to answer.
import { find, parse } from "./amount.ts";
import { formatOf, sayings, thinkOf } from "./say.ts";

const reckon = { find, parse, formatOf, sayings, thinkOf };

// Reckon is the global "batonReckon".
export type Reckon = typeof reckon;

(globalThis as unknown as { batonReckon: Reckon }).batonReckon = reckon;
