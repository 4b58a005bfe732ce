// Answers queries with the search engine of built sites, so that relevance can be measured:
//
//   node generator/web/search.mjs SITE < queries.jsonl > answers.jsonl
//
// SITE is the folder of a built site; "{corpus}" in it stands for the corpus that a query names. A query is a line
// {"id", "query", "limit"?, "corpus"?, "options"?}, its answer a line {"id", "results": [address, …]}; with --full, the
// whole answer stands there, too.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import vm from "node:vm";
import { gunzipSync } from "node:zlib";

const args = process.argv.slice(2);
const full = args.includes("--full");
const [site] = args.filter((a) => !a.startsWith("--"));
if (!site) {
  console.error("usage: node search.mjs SITE < queries.jsonl; see the top of the file");
  process.exit(2);
}

// open runs the engine of a built site, which knows nothing of Node.
async function open(folder) {
  const names = await readdir(join(folder, "_a")), context = vm.createContext({});
  for (const script of [/^engine\..*\.js$/, /^more\..*\.js$/]) {
    const name = names.find((n) => script.test(n));
    if (!name) throw new Error(`${folder} has no search engine: is it a built site?`);
    vm.runInContext(await readFile(join(folder, "_a", name), "utf8"), context, { filename: name });
  }
  return context.batonSearch.open(async (path) => {
    const bytes = await readFile(join(folder, "search", path));
    return path.endsWith(".bin") ? gunzipSync(bytes) : bytes;
  }, async () => {});
}

const engines = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue;
  const q = JSON.parse(line);
  const folder = site.replaceAll("{corpus}", q.corpus ?? "");
  if (!engines.has(folder)) engines.set(folder, await open(folder));
  const answer = await engines.get(folder).search(q.query, { ...q.options, limit: q.limit ?? 10 });
  const results = answer.results.map((r) => r.address);
  console.log(JSON.stringify(full ? { id: q.id, results, answer } : { id: q.id, results }));
}
