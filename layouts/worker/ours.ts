// Tells answers of this handbook from those of others: a login page, a proxy, a network that wants to be paid first. All of
// them answer at our addresses, often as if all were well.
import type { Kept } from "./kept.ts";

// What the answer for a name must be. Of anything else there is no telling, so it is not kept.
const types: [name: RegExp, type: RegExp][] = [
  [/(\/|\.html)$/, /^text\/html/],
  [/\.js$/, /javascript/],
  [/\.css$/, /^text\/css/],
  [/\.json$/, /json/],
  [/\.md$/, /^text\/(markdown|plain)/],
  [/\.woff2$/, /font|^application\/octet-stream/],
  [/\.bin$/, /^application\/octet-stream/],
  [/\.(svg|png|jpe?g|gif|webp|avif|ico)$/i, /^image\//],
];

const mark = '<meta name="generator" content="Baton">'; // in the head of every page

// isPage reports whether HTML is a page of a handbook, and not somebody's who stands in between.
const isPage = (html: string): boolean => html.slice(0, 4096).includes(mark);

// mayBeOurs reports whether an answer looks like ours from outside.
export function mayBeOurs({ status, type, redirected, headers }: Response, key: string): boolean {
  if (status !== 200 || type !== "basic" || redirected || /no-store/i.test(headers.get("cache-control") ?? "")) return false;
  const path = new URL(key).pathname;
  const sort = types.find(([name]) => name.test(path))?.[1];
  return !!sort?.test(headers.get("content-type") ?? "");
}

// ours reads an answer, and returns nothing unless it is ours. A sum that is known of a file must be its own; of a page it
// is taken as it is, since a host may write something into a page.
export async function ours(answer: Response, key: string, known = ""): Promise<Omit<Kept, "since"> | undefined> {
  if (!mayBeOurs(answer, key)) return;
  const type = answer.headers.get("content-type")!;
  const bytes = await answer.arrayBuffer();
  let sum = await digest(bytes);
  if (type.startsWith("text/html")) {
    if (!isPage(new TextDecoder().decode(bytes))) return;
    sum = known || sum;
  } else if (!sum.startsWith(known || (hashOf(key) ?? ""))) {
    return;
  }
  return { bytes, type, policy: answer.headers.get("content-security-policy") ?? "", sum };
}

// saysGone reports whether the handbook itself says that it has no such page any more.
export async function saysGone(answer: Response): Promise<boolean> {
  const { status, type, redirected } = answer;
  return (status === 404 || status === 410) && type === "basic" && !redirected && isPage(await answer.text());
}

// hashOf is the hash of its bytes that a bundled file has in its name.
function hashOf(key: string): string | undefined {
  return /\/_a\/[^/]+\.([0-9a-f]{10})\.\w+$/.exec(key)?.[1];
}

// digest begins the SHA-256 of bytes, in hex, as the list writes it.
async function digest(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes), 0, 8);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
