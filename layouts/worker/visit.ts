// What happens with an answer that has come from the network.
import { drop, find, keyOf, put } from "./kept.ts";
import { mayBeOurs, ours, saysGone } from "./ours.ts";

// keep keeps an answer if it is ours, and drops what was kept if the handbook says that it is gone. Answers that cannot
// be either are not even read.
export async function keep(key: string, answer: Response, known?: string): Promise<"kept" | "gone" | "foreign"> {
  if (answer.status === 404 || answer.status === 410) {
    if (!(await saysGone(answer))) return "foreign";
    await drop(key);
    return "gone";
  }
  const found = await ours(answer, key, known);
  if (!found) return "foreign";
  await put(key, found);
  return "kept";
}

// matters reports whether keep could do anything with an answer.
export function matters(key: string, answer: Response): boolean {
  return answer.status === 404 || answer.status === 410 || mayBeOurs(answer, key);
}

// get asks the network for a file of ours. A redirect is an answer of somebody else.
export async function get(key: string, known?: string): Promise<"kept" | "gone" | "foreign"> {
  // Names of bundled files say what is in them. The browser may have them from the page.
  const cache = key.includes("/_a/") ? "default" : "no-cache";
  return keep(key, await fetch(key, { cache, redirect: "manual", priority: "low" }), known);
}

// visit keeps a page that was opened before there was a worker.
export async function visit(address: string): Promise<void> {
  const key = keyOf(address);
  if (!(await find(key))) await get(key);
}
