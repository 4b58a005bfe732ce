// Asks the search engine of a built site under Node: node ask.mjs SITE SCRIPT... < questions > answers
// A question is a line of JSON, ["query", options]; so is an answer.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { runInThisContext } from "node:vm";
import { gunzipSync } from "node:zlib";

const [site, ...scripts] = process.argv.slice(2);
for (const script of scripts) runInThisContext(readFileSync(join(site, script), "utf8"));
const engine = globalThis.batonSearch.open(async (path) => {
  const data = await readFile(join(site, "search", path));
  return new Uint8Array(path.endsWith(".bin") ? gunzipSync(data) : data);
}, async () => {});
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await engine.search(...JSON.parse(line))));
}
