// Runs the search engine over folders with indexes. A line is {"site", "query", "options"}, or {"site", "refresh": true},
// or {"site", "roles": true}, or {"text", "asQuery"} for words; its answer a line {"value", "reads"} or {"error"}.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import vm from "node:vm";
import { gunzipSync } from "node:zlib";

const [engineFile, wholeFile, tokensFile] = process.argv.slice(2);

async function run(file) {
  const context = vm.createContext({}); // nothing of Node, nothing of a browser
  vm.runInContext(await readFile(file, "utf8"), context);
  return context;
}
const { batonSearch } = await run(engineFile);
const { batonSearch: wholeSearch } = await run(wholeFile); // reads every overflow
const { batonTokens } = await run(tokensFile);

const engines = new Map();
let reads = [];

function engineOf({ site, whole }) {
  const key = site + (whole ? "!" : "");
  if (!engines.has(key)) {
    engines.set(key, (whole ? wholeSearch : batonSearch).open(async (path) => {
      reads.push(path);
      const bytes = await readFile(join(site, "search", path));
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    }));
  }
  return engines.get(key);
}

for await (const line of createInterface({ input: process.stdin })) {
  const q = JSON.parse(line);
  let out;
  reads = [];
  try {
    let value;
    const engine = q.site && engineOf(q), start = performance.now();
    if (q.refresh) value = await engine.refresh();
    else if (q.roles) value = await engine.roles();
    else if (q.aborted) value = await engine.search(q.query, { signal: { aborted: true } });
    else if (q.site) value = await engine.search(q.query, q.options);
    else value = batonTokens.tokens(q.text, q.asQuery);
    out = { value, reads, ms: performance.now() - start };
  } catch (e) {
    out = { error: String(e?.message ?? e) };
  }
  console.log(JSON.stringify(out));
}
