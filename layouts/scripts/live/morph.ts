// Makes the body what it is in another document, and leaves what the reader did: ticks, what was typed and
// opened, the focus, the selection, the place in every scroller.
import { Idiomorph } from "../../vendor/idiomorph/idiomorph.esm.js";

// morph returns the elements of the page that stand for those of next. Of an element that came as a whole only
// the outermost is there. before is the page as it came, if that is known.
export function morph(before: Document | undefined, next: Document): Map<Node, Node> {
  const live = new Map<Node, Node>();
  const adding: Node[] = [];
  const giveBack = hold();
  rootAttributes(before?.documentElement, next.documentElement);
  Idiomorph.morph(document.body, next.body, {
    restoreFocus: false,
    callbacks: {
      beforeNodeMorphed(now, then) {
        live.set(then, now);
        return true;
      },
      beforeNodeAdded(node) {
        adding.push(node);
        return true;
      },
      afterNodeAdded: (node) => void live.set(adding.pop()!, node),
      beforeAttributeUpdated: (name, element) => !readers(name, element),
    },
  });
  giveBack();
  return live;
}

// readers reports whether the state behind an attribute is the reader's by now.
function readers(attribute: string, e: Element): boolean {
  switch (attribute) {
    case "open":
      return e instanceof HTMLDetailsElement || e instanceof HTMLDialogElement;
    case "checked":
      return e instanceof HTMLInputElement && e.checked !== e.defaultChecked;
    case "selected":
      return e instanceof HTMLOptionElement && e.selected !== e.defaultSelected;
    case "value":
      return (e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement) && e.value !== e.defaultValue;
  }
  return false;
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

// holdPlace keeps what is in the middle of the window where it is, in browsers that do not do so themselves.
function holdPlace(): () => void {
  const itself = getComputedStyle(document.documentElement).overflowAnchor === "auto";
  const seen = itself || !scrollY ? null : document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const top = seen?.getBoundingClientRect().top ?? 0;
  return () => {
    if (seen?.isConnected) scrollBy({ top: seen.getBoundingClientRect().top - top, behavior: "instant" });
  };
}
