// Answers a request: files whose names say what is in them from the cache, everything else from the network first.
import { find, keyOf, scope, sinceOf } from "./kept.ts";
import { keep, matters } from "./visit.ts";

// patience is how long the network may take before a kept page is shown instead, which says so. Somebody with a customer
// on the line must not look at an empty page.
const patience = 8000;

export async function answer(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const key = keyOf(request.url);
  const path = key.slice(scope.length);
  if (/^(_a\/|search\/.*\.bin$)/.test(path)) {
    const kept = await find(key);
    if (kept) return kept;
  }
  const network = ask(event, key);
  const state = network.then(
    () => "there" as const,
    () => "failed" as const,
  );
  event.waitUntil(state); // what comes late is kept as well
  const now = await Promise.race([state, new Promise<"late">((late) => setTimeout(late, patience, "late"))]);
  if (now === "there") return network;
  const kept = await instead(request, key, now === "failed");
  if (kept || request.mode !== "navigate") return kept ?? network;
  return network.catch(async (error) => (await unkept()) ?? Promise.reject(error));
}

// ask asks the network, and keeps what it answers.
async function ask(event: FetchEvent, key: string): Promise<Response> {
  const answer = ((await event.preloadResponse) as Response | undefined) ?? (await fetch(event.request));
  if (matters(key, answer)) event.waitUntil(keep(key, answer.clone()).catch(() => {}));
  return answer;
}

// instead is what is shown while the network does not answer, nothing if there is nothing.
async function instead({ mode }: Request, key: string, failed: boolean): Promise<Response | undefined> {
  const kept = await find(key);
  if (mode !== "navigate") return kept;
  if (kept) return kept.headers.get("content-type")!.startsWith("text/html") ? dated(kept, failed) : kept;
  return (await find(key + "/")) && Response.redirect(key + "/"); // as hosts do with a page without its slash
}

// dated is a kept page that says from when it is.
async function dated(kept: Response, failed: boolean): Promise<Response> {
  const html = await kept.text();
  const since = sinceOf(kept);
  const lang = /<html lang="([^"]+)"/.exec(html)?.[1];
  const words = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" }).format(since);
  const why = failed ? "You are offline" : "The network does not answer";
  const note = `<p class="kept" role="status">${why}: kept on <time datetime="${since.toISOString()}">${words}</time>. <a href="">Try again</a></p>`;
  return new Response(html.replace(/<body[^>]*>\s*(<a class="skip".*?<\/a>)?/, `$&${note}`), kept);
}

// unkept is the page that says that a page is not kept. Its links begin at "/", since it is shown at any address.
async function unkept(): Promise<Response | undefined> {
  const page = await find(scope + "offline.html");
  if (!page) return;
  const html = (await page.text()).replaceAll('="/', `="${new URL(scope).pathname}`);
  return new Response(html, { status: 503, headers: page.headers });
}
