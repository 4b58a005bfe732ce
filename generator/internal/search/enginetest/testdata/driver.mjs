// Runs the search engine over folders with indexes. A line is {"site", "query", "options"}, or {"site", "refresh": true},
// or {"site", "roles": true}, with "lost" if the second script does not come, or {"text", "asQuery"} for words; its answer a line {"value", "reads"} or {"error"}.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import vm from "node:vm";
import { gunzipSync } from "node:zlib";

const [engineFile, moreFile, wholeFile, tokensFile] = process.argv.slice(2);

// start runs a script, and returns what runs another one beside it.
async function start(file) {
  const context = vm.createContext({}); // nothing of Node, nothing of a browser
  const run = async (file) => vm.runInContext(await readFile(file, "utf8"), context);
  await run(file);
  return [context, run];
}
const [{ batonTokens }] = await start(tokensFile);

const engines = new Map();
let reads = [];
let lost; // the second script is not to be had

async function engineOf({ site, whole }) {
  const key = site + (whole ? "!" : "");
  if (!engines.has(key)) {
    const [{ batonSearch }, run] = await start(engineFile);
    const read = async (path) => {
      reads.push(path);
      const bytes = await readFile(join(site, "search", path));
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    };
    engines.set(key, batonSearch.open(read, async () => {
      reads.push("more");
      if (lost) throw new Error("no more");
      await run(whole ? wholeFile : moreFile); // the whole reads every overflow
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
    const engine = q.site && (await engineOf(q)), start = performance.now();
    lost = q.lost;
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
