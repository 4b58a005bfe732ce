// Brings what is kept up to the list that the build wrote: one file after the other, and only what differs.
import { drop, find, keys, put, scope, sumOf } from "./kept.ts";
import { ours } from "./ours.ts";
import { get } from "./visit.ts";

// The list names what a browser should keep, the most needed first. An address is relative to the scope; the sum begins
// the SHA-256 of the bytes. The build sees to it that all of them have room.
interface List {
  files: [address: string, sum: string][];
}

const listed = scope + "offline.json";
const done = "done"; // sum of a list all of whose files are there

let running: Promise<void> | undefined;

// refresh does its work once at a time. It ends with an error where the network does, or the room: the next page goes on.
export function refresh(): Promise<void> {
  return (running ??= run().finally(() => (running = undefined)));
}

async function run(): Promise<void> {
  if (savesData()) return;
  const answer = await ours(await fetch(listed, { cache: "no-cache", redirect: "manual", priority: "low" }), listed);
  if (!answer) return;
  const before = await find(listed);
  const was = (await before?.clone().text()) ?? "";
  const text = new TextDecoder().decode(answer.bytes);
  if (text !== was) await tidy(addresses(was), addresses(text));
  else if (sumOf(before) === done) return;
  await put(listed, { ...answer, sum: "" });
  if (await fill(addresses(text))) await put(listed, { ...answer, sum: done });
}

function savesData(): boolean {
  return !!(navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
}

function addresses(list: string): Map<string, string> {
  const { files } = JSON.parse(list || '{"files":[]}') as List;
  return new Map(files.map(([address, sum]) => [scope + address, sum]));
}

// fill fetches what is not there as it is listed, and reports whether all of it is there now. Where several answers are
// not ours somebody else is answering, and it gives up.
async function fill(list: Map<string, string>): Promise<boolean> {
  let missing = 0;
  for (const [key, sum] of list) {
    if (sumOf(await find(key)) === sum) continue;
    if ((await get(key, sum)) !== "kept" && ++missing > 3) break;
  }
  return !missing;
}

// tidy looks again at what is listed no more, and drops bundled files that nothing needs: those of the list before and
// those that a kept page names stay, since open pages may still ask for them.
async function tidy(was: Map<string, string>, is: Map<string, string>): Promise<void> {
  const bundled = (key: string) => key.startsWith(scope + "_a/");
  for (const key of was.keys()) {
    if (!is.has(key) && !bundled(key)) await get(key);
  }
  const all = await keys();
  for (const key of all) {
    if (key.endsWith(".bin")) await drop(key); // of an index that is another now
  }
  let idle = all.filter((key) => bundled(key) && !was.has(key) && !is.has(key));
  for (const key of idle.length ? all : []) {
    if (!/(\/|\.html|\.css)$/.test(key) || idle.includes(key)) continue;
    const text = (await (await find(key))?.text()) ?? "";
    idle = idle.filter((file) => !text.includes(file.slice(file.lastIndexOf("/") + 1)));
  }
  for (const key of idle) await drop(key);
}
