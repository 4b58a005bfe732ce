// The service worker: keeps pages in this browser for when there is no network. While there is one it changes nothing,
// since pages come from the network first. It is published as sw.js, and serve never sends it.
//
// What is kept was visited, or stands in the list that the build wrote (refresh.ts). Only what is ours is kept (ours.ts).
import { answer } from "./answer.ts";
import { forgetOthers, scope } from "./kept.ts";
import { refresh } from "./refresh.ts";
import { visit } from "./visit.ts";

declare const self: ServiceWorkerGlobalScope;

// A new worker may follow at once: it knows nothing that is not in the cache, where the files of open pages stay.
self.addEventListener("install", () => void self.skipWaiting());

self.addEventListener("activate", (event) => {
  const ready = [forgetOthers(), self.clients.claim(), self.registration.navigationPreload?.enable()];
  event.waitUntil(Promise.allSettled(ready));
});

self.addEventListener("fetch", (event) => {
  const { method, url, headers } = event.request;
  if (method === "GET" && url.startsWith(scope) && !headers.has("range")) event.respondWith(answer(event));
});

// Every page says when it is there. The first one came before the worker did.
self.addEventListener("message", (event) => {
  const page = (event.source as WindowClient | null)?.url;
  event.waitUntil(Promise.resolve(page && visit(page)).then(refresh).catch(() => {}));
});
