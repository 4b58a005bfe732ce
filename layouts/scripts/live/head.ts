// The head of a page, which is not morphed: what stands in it acts when it comes, goes or moves.

// scriptsDiffer reports whether the page needs other scripts, or other rules for them: nothing unloads a script.
export function scriptsDiffer(next: Document): boolean {
  const list = (doc: Document) =>
    [...doc.head.querySelectorAll<HTMLElement>("script:not([data-token]), meta[http-equiv]")].map((e) => e.outerHTML).join();
  return list(document) !== list(next);
}

// withStyles loads the style sheets that next has and the page lacks, and runs change in the moment in which the
// old ones go. Until then both apply, so that nothing is ever seen without its style.
export async function withStyles(next: Document, change: () => void): Promise<void> {
  const now = sheets(document);
  const then = sheets(next);
  const old = now.filter((link) => !then.some((l) => l.href === link.href));
  const fresh = then.filter((link) => !now.some((l) => l.href === link.href)).map((link) => document.importNode(link));
  const loaded = fresh.map((link) => new Promise((ready) => (link.onload = link.onerror = ready)));
  if (now.length) now.at(-1)!.after(...fresh);
  else document.head.append(...fresh);
  await Promise.all(loaded);
  for (const link of old) link.remove();
  change();
}

function sheets(doc: Document): HTMLLinkElement[] {
  return [...doc.head.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")];
}

// mergeHead takes over everything else: the title, what search engines read, the icon. What stays is not moved.
export function mergeHead(next: Document): void {
  const head = document.head;
  const old = new Map([...head.children].map((e) => [nameOf(e), e]));
  let last: Element | undefined;
  for (const e of next.head.children) {
    let here = old.get(nameOf(e));
    if (!here) {
      here = document.importNode(e, true);
      if (last) last.after(here);
      else head.prepend(here);
    }
    old.delete(nameOf(e));
    last = here;
  }
  for (const e of old.values()) e.remove();
}

// nameOf knows an element of a head again. The tag of this script, whose sum is another one every time, is a script.
function nameOf(e: Element): string {
  return e instanceof HTMLScriptElement ? `script ${e.src}` : e.outerHTML;
}
