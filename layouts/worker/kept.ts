// The cache: one for each handbook, since several may share an origin. An entry is an answer with two headers of ours.
declare const self: ServiceWorkerGlobalScope;

// scope is the address of the handbook's first page.
export const { scope } = self.registration;

// Other names of ours are of an earlier form. The script that removes the worker knows how they are made.
const name = `baton 1 ${scope}`;

const when = "baton-kept"; // since when, in milliseconds
const what = "baton-sum"; // what it is the newest of: see the list

// A Kept is an entry of the cache.
export interface Kept {
  bytes: ArrayBuffer;
  type: string;
  policy: string; // of security
  sum: string;
  since: number;
}

// keyOf is the address under which an answer is kept: queries and fragments change nothing of a file.
export function keyOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/\/index\.html$/, "/");
}

export async function find(key: string): Promise<Response | undefined> {
  return (await caches.open(name)).match(key);
}

export async function put(key: string, kept: Omit<Kept, "since">): Promise<void> {
  const headers = new Headers({ "content-type": kept.type, [when]: String(Date.now()), [what]: kept.sum });
  if (kept.policy) headers.set("content-security-policy", kept.policy);
  await (await caches.open(name)).put(key, new Response(kept.bytes, { headers }));
}

export async function drop(key: string): Promise<void> {
  await (await caches.open(name)).delete(key);
}

// keys are the addresses of all that is kept.
export async function keys(): Promise<string[]> {
  return (await (await caches.open(name)).keys()).map((request) => request.url);
}

export const sumOf = (entry: Response | undefined): string | null | undefined => entry?.headers.get(what);
export const sinceOf = (entry: Response): Date => new Date(Number(entry.headers.get(when)));

// forgetOthers deletes what earlier workers of this handbook kept in another form.
export async function forgetOthers(): Promise<void> {
  for (const other of await caches.keys()) {
    if (other !== name && other.startsWith("baton ") && other.endsWith(` ${scope}`)) await caches.delete(other);
  }
}
