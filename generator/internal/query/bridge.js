// Runs after the engine's scripts: see query.go.
(() => {
  "use strict";
  const { batonRead, batonKept, batonBroken, batonSearch } = globalThis;
  if (batonSearch === undefined) throw new Error("the script defines no batonSearch");
  const engine = batonSearch.open(async (path) => Uint8Array.fromBase64(batonRead(path)), async () => {}); // all scripts ran already
  const text = (error) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)) || "an error without a message";

  globalThis.batonAsk = (query, options) => {
    (async () => JSON.stringify(await engine.search(query, options)))()
      .then((answer) => batonKept(answer), (error) => batonBroken(text(error)));
  };
})();
