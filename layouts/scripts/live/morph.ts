// Makes the body what it is in another document, and leaves what the reader did: ticks, what was typed and
// opened, the focus, the selection, the place in every scroller.
import { Idiomorph } from "../../vendor/idiomorph/idiomorph.esm.js";
import { takeGaps } from "./gaps.ts";

// morph returns the elements of the page that stand for those of next. Of an element that came as a whole only
// the outermost is there. before is the page as it came, if that is known.
export function morph(before: Document | undefined, next: Document): Map<Node, Node> {
  const live = new Map<Node, Node>();
  const adding: Node[] = [];
  const giveBack = hold();
  const putGaps = takeGaps(document.body, next.body);
  const forget = pair(document.body, next.body);
  rootAttributes(before?.documentElement, next.documentElement);
  Idiomorph.morph(document.body, next.body, {
    restoreFocus: false,
    callbacks: {
      beforeNodeMorphed(now, then) {
        live.set(then, now);
        if (!now.isEqualNode(then)) return true;
        // Nothing is to be done below, so nobody else says which stands for which.
        const these = now.nodeType === Node.ELEMENT_NODE ? now.querySelectorAll("*") : [];
        if (these.length) (then as Element).querySelectorAll("*").forEach((e, i) => live.set(e, these[i]!));
        return false;
      },
      beforeNodeAdded(node) {
        adding.push(node);
        return true;
      },
      afterNodeAdded: (node) => void live.set(adding.pop()!, node),
      beforeAttributeUpdated: (name, element) => !readers(name, element),
    },
  });
  forget();
  putGaps(live);
  document.dispatchEvent(new Event("baton:changed")); // components add again what was taken away
  giveBack();
  return live;
}

// pair gives blocks that say the same before and after an id for the time of the morph, so that what was not edited
// stays what it is, whatever comes and goes around it. It returns what takes the ids away.
function pair(...trees: [Element, Element]): () => void {
  const [old, fresh] = trees.map((tree) => {
    const found = new Map<string, Element | undefined>();
    for (const e of tree.querySelectorAll(blocks)) {
      const text = `${e.localName} ${e.textContent}`;
      found.set(text, found.has(text) ? undefined : e); // of two that say the same, neither is known again
    }
    return found;
  }) as [Map<string, Element | undefined>, Map<string, Element | undefined>];
  const paired: Element[] = [];
  for (const [text, a] of old) {
    const b = fresh.get(text);
    if (!a || !b) continue;
    a.id = b.id = `baton-live:${paired.length}`;
    paired.push(a, b);
  }
  return () => paired.forEach((e) => e.removeAttribute("id"));
}

const blocks = ":is(p, ul, ol, li, dl, dt, dd, pre, blockquote, figure, table, tr, td, th, details, summary, section, div):not([id])";

// readers reports whether the state behind an attribute is the reader's by now.
function readers(attribute: string, e: Element): boolean {
  switch (attribute) {
    case "open":
      return e instanceof HTMLDetailsElement || e instanceof HTMLDialogElement;
    case "checked":
      return e instanceof HTMLInputElement && e.checked !== e.defaultChecked;
    case "selected":
      return e instanceof HTMLOptionElement && chosenIn(e.closest("select"));
    case "value":
      return (e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement) && e.value !== e.defaultValue;
  }
  return false;
}

// chosenIn reports whether something else is chosen in a list than in the beginning.
function chosenIn(list: HTMLSelectElement | null): boolean {
  if (!list) return false;
  const first = [...list.options].map((o) => o.defaultSelected).lastIndexOf(true);
  return list.multiple || list.selectedIndex !== Math.max(0, first);
}

// rootAttributes changes on <html> only what the author changed: the theme, which a script set, stays.
function rootAttributes(before: Element | undefined, next: Element): void {
  const root = document.documentElement;
  for (const { name, value } of next.attributes) {
    if (before?.getAttribute(name) !== value) root.setAttribute(name, value);
  }
  for (const { name } of before?.attributes ?? []) {
    if (!next.hasAttribute(name)) root.removeAttribute(name);
  }
}

// hold notes what a moved or replaced element loses, and returns what gives it back.
function hold(): () => void {
  const active = document.activeElement as HTMLElement | null;
  const chosen = selected();
  const scrollers = [...document.body.querySelectorAll("*")]
    .filter((e) => e.scrollTop || e.scrollLeft)
    .map((e) => [e, e.scrollTop, e.scrollLeft] as const);
  const stay = holdPlace();
  return () => {
    for (const [e, top, left] of scrollers) {
      if (e.scrollTop !== top || e.scrollLeft !== left) e.scrollTo({ top, left, behavior: "instant" });
    }
    if (active && active !== document.activeElement) {
      const same = active.isConnected ? active : active.id && document.getElementById(active.id);
      if (same) same.focus({ preventScroll: true });
    }
    if (chosen) select(chosen);
    stay();
  };
}

type Chosen = [anchor: Node, at: number, focus: Node, to: number];

function selected(): Chosen | undefined {
  const s = getSelection();
  const some = s && !s.isCollapsed && s.anchorNode && s.focusNode;
  return some ? [s.anchorNode, s.anchorOffset, s.focusNode, s.focusOffset] : undefined;
}

function select([anchor, at, focus, to]: Chosen): void {
  if (!anchor.isConnected || !focus.isConnected) return;
  const within = (n: Node, offset: number) => Math.min(offset, n.nodeType === Node.TEXT_NODE ? n.nodeValue!.length : n.childNodes.length);
  getSelection()?.setBaseAndExtent(anchor, within(anchor, at), focus, within(focus, to));
}

// holdPlace keeps what is read where it is in the window. Browsers that do so themselves lose it when what they held
// on to is moved. Who reads the beginning of a page stays at its beginning.
function holdPlace(): () => void {
  const marks = scrollY ? inView().map((e) => [e, e.getBoundingClientRect().top, e.textContent] as const) : [];
  return () => {
    const mark = marks.find(([e, , text]) => e.isConnected && e.textContent === text) ?? marks.find(([e]) => e.isConnected);
    if (mark) scrollBy({ top: mark[0].getBoundingClientRect().top - mark[1], behavior: "instant" });
  };
}

// inView returns the first blocks of the page that begin within the window.
function inView(): Element[] {
  const all = [...document.body.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6, p, li, dt, dd, tr, pre)")];
  const first = all.findIndex((e) => e.checkVisibility() && e.getBoundingClientRect().top >= 0);
  return first < 0 ? [] : all.slice(first, first + 8);
}
