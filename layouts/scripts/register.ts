// Registers the worker that keeps pages for when there is no network. It stands beside the folder of this script, at the
// root of the handbook. Whatever fails, pages come from the network as ever.
const worker = new URL("../sw.js", (document.currentScript as HTMLScriptElement).src);
const live = document.querySelector("script[data-token]"); // the page of an author, who wants to see the newest

if (!live && "serviceWorker" in navigator) {
  addEventListener("load", async () => {
    try {
      await navigator.serviceWorker.register(worker);
      (await navigator.serviceWorker.ready).active?.postMessage("");
    } catch {
      // Without it, too.
    }
  });
}
