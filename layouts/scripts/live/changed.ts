// Shows what changed: a block that can be seen flashes, and one that cannot has a button that leads to it. The
// page is never scrolled by force.
import { announceChange, button, covered, dock } from "./stage.ts";

const stays = 8000; // ms that the button stays

// changedBlocks returns the innermost blocks of the page whose like was not there before. live leads from the
// elements of next to those of the page.
export function changedBlocks(before: Document, next: Document, live: Map<Node, Node>): Element[] {
  const known = new Set<string>();
  for (const e of before.body.querySelectorAll("*")) known.add(e.outerHTML);
  const fresh = new Set<Element>();
  for (const e of next.body.querySelectorAll("*")) if (!known.has(e.outerHTML)) fresh.add(e);
  const blocks = new Set<Element>();
  for (const e of fresh) {
    if ([...e.children].some((c) => fresh.has(c))) continue;
    let there: Node | null = e;
    while (there && !live.has(there)) there = there.parentNode;
    const block = there && blockOf(live.get(there) as Element);
    if (block) blocks.add(block);
  }
  return [...blocks];
}

// blockOf climbs to what can be seen and is more than a few words in a line.
function blockOf(e: Element): Element | null {
  let block: Element | null = e;
  while (block && (!block.checkVisibility() || /^(inline|contents)/.test(getComputedStyle(block).display))) block = block.parentElement;
  return block === document.body || block === document.documentElement ? null : block;
}

let pointer: { away(): void } | undefined;

// announceChanges shows the blocks that changed.
export function announceChanges(blocks: Element[]): void {
  const inView = blocks.filter(visible);
  for (const b of inView) flash(b);
  const target = blocks.find((b) => b.closest("main > .body")) ?? blocks[0];
  if (!target) return;
  const words = `Changed: ${nameOf(target)}`;
  announceChange(words);
  pointer?.away();
  if (!inView.some((b) => b.closest("main") || b === target)) pointTo(target, words);
}

function visible(e: Element): boolean {
  const { top, bottom } = e.getBoundingClientRect();
  return bottom > 0 && top < innerHeight - covered();
}

const still = matchMedia("(prefers-reduced-motion: reduce)");

function flash(e: Element): void {
  if (still.matches) return;
  const line = (colour: string) => ({ outline: `3px solid ${colour}`, outlineOffset: "4px" });
  e.animate([line("var(--accent, Highlight)"), line("var(--accent, Highlight)"), line("transparent")], 1000);
}

// pointTo shows a button that leads to a block, until it was used, the block is in view, or time is up.
function pointTo(target: Element, words: string): void {
  const go = button("changed", () => {
    target.scrollIntoView({ block: "center", behavior: still.matches ? "instant" : "smooth" });
    flash(target);
    away();
  }, words, target.getBoundingClientRect().top < 0 ? " ↑" : " ↓");
  const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && away(), { rootMargin: `0px 0px -${covered()}px` });
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(away, stays);
  };
  const away = () => {
    clearTimeout(timer);
    seen.disconnect();
    go.remove();
  };
  // Nobody loses a button that they are about to press.
  go.addEventListener("focus", () => clearTimeout(timer));
  go.addEventListener("pointerenter", () => clearTimeout(timer));
  go.addEventListener("blur", wait);
  go.addEventListener("pointerleave", wait);
  wait();
  seen.observe(target);
  dock.prepend(go);
  pointer = { away };
}

// nameOf is the heading of a block, or how it begins.
function nameOf(block: Element): string {
  const text = (headingAbove(block) ?? block).textContent!.replace(/\s+/g, " ").trim();
  return text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text;
}

// headingAbove is the heading of the page's own text that an element is or stands below.
export function headingAbove(e: Element): Element | undefined {
  return [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")]
    .filter((h) => h.contains(e) || h.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)
    .at(-1);
}
