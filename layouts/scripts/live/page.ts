// Brings the page up to date without loading it again: one fetch, the new styles, one morph.
import { changedBlocks } from "./changed.ts";
import { mergeHead, scriptsDiffer, withStyles } from "./head.ts";
import { morph } from "./morph.ts";
import { type Tag, tagOf } from "./tag.ts";

interface Told {
  updated(): void; // the page is another one now
  changed(blocks: Element[]): void; // these blocks of it are new
}

let shown = tagOf(document)!;
let pristine: Promise<Document | undefined>; // the page as it came, without what scripts and the reader did
let told: Told;
let wanted = false;
let busy = false;
let leaving = false;

// page is what serve wrote about the page that is shown.
export function page(): Tag {
  return shown;
}

// follow begins to keep the page current, and tells what happens.
export function follow(t: Told): void {
  told = t;
  // The browser has these bytes still. Should they be those of a newer page, nothing is known of the old one.
  pristine = load("force-cache").then((doc) => (tagOf(doc)!.sum === shown.sum ? doc : undefined)).catch(() => undefined);
}

// update makes the page what serve has now. What is asked for while it works leads to one more round.
export async function update(): Promise<void> {
  wanted = true;
  if (busy) return;
  busy = true;
  while (wanted && !leaving) {
    wanted = false;
    const next = await load("no-store").catch(() => undefined);
    if (next) await show(next).catch(leave); // loading the page anew is always right
    // serve stops, or is about to have the page: hearing hello again it says what there is.
    else setTimeout(() => told.updated(), 1000);
  }
  busy = false;
}

async function show(next: Document): Promise<void> {
  const before = await pristine;
  const tag = tagOf(next)!;
  if (tag.token !== shown.token || tag.page !== shown.page || scriptsDiffer(next)) return leave();
  if (tag.sum === shown.sum) return;
  let blocks = () => [] as Element[];
  await withStyles(next, () => {
    mergeHead(next);
    if (before?.body.isEqualNode(next.body)) return;
    const live = morph(before, next);
    if (before) blocks = () => changedBlocks(before, next, live);
  });
  pristine = Promise.resolve(next);
  shown = tag;
  told.updated();
  requestAnimationFrame(() => setTimeout(() => told.changed(blocks()))); // the author's words are painted first
}

// leave loads the page anew: there is something that no morph can do.
export function leave(): void {
  leaving = true;
  location.reload();
}

async function load(cache: RequestCache): Promise<Document> {
  const response = await fetch(location.href, { cache });
  const doc = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!tagOf(doc)) throw new Error(`not a page: ${response.status}`);
  return doc;
}
