// Shows what the page behind a link says first, before one goes there: what a role may decide and how it is reached,
// who decides a decision. It stands in a popover beside the body. It comes when a pointer rests on the link or the
// keyboard has reached it, stays while the pointer is on it, and goes with Esc.
import { el } from "../../scripts/dom.ts";
import { type Gist, gist } from "./gist.ts";

export type Preview = (link: HTMLAnchorElement, focused: boolean) => void;

const rest = 300; // ms on a link before it is meant
const grace = 200; // ms to get from the link to the preview
const gap = 6; // px between the two

const plain = "nav, aside, .btn, .entries, .places, .turn"; // what stands there says it all anyway

const box = el("div", { class: "preview", id: "page:preview", role: "tooltip", popover: "manual" });
const known = new Map<string, Promise<Gist | undefined>>();

let at: HTMLAnchorElement | undefined; // the link that is meant, or shown
let timer = 0;

(globalThis as unknown as { batonPreview: Preview }).batonPreview = (link, focused) => {
  if (link.closest(plain) || (focused && !link.matches(":focus-visible"))) return;
  clearTimeout(timer);
  if (link === at) return;
  hide();
  at = link;
  link.addEventListener(focused ? "blur" : "pointerleave", leave);
  timer = setTimeout(() => void show(link), rest);
};

box.onpointerenter = () => clearTimeout(timer);
box.onpointerleave = leave;
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && box.matches(":popover-open")) {
    event.preventDefault();
    hide();
  }
});
addEventListener("scroll", hide, { passive: true });
addEventListener("pagehide", hide); // it is not there when one comes back

function leave(): void {
  clearTimeout(timer);
  timer = setTimeout(hide, grace);
}

async function show(link: HTMLAnchorElement): Promise<void> {
  const page = link.origin + link.pathname;
  if (!known.has(page)) known.set(page, ask(page));
  const said = await known.get(page);
  if (!said || at !== link || !link.isConnected) return;
  box.replaceChildren(
    el("p", { class: "kind" }, said.kind),
    el("p", { class: "title" }, said.title),
    ...said.lines,
    said.reach && el("p", { class: "quiet" }, said.reach),
  );
  document.documentElement.append(box);
  box.showPopover();
  place(link.getClientRects()[0]!);
  link.setAttribute("aria-describedby", box.id);
}

function hide(): void {
  clearTimeout(timer);
  at?.removeAttribute("aria-describedby");
  at?.removeEventListener("blur", leave);
  at?.removeEventListener("pointerleave", leave);
  at = undefined;
  box.remove();
}

// ask fetches a page for its gist. One that does not come says nothing; another time it may.
function ask(page: string): Promise<Gist | undefined> {
  return fetch(page)
    .then((answer) => (answer.ok && !answer.redirected ? answer.text() : ""))
    .then((html) => gist(new DOMParser().parseFromString(html, "text/html")))
    .catch(() => void known.delete(page));
}

// place puts the box below a link, or above it where there is more room, and always within the window.
function place(link: DOMRect): void {
  const { width, height } = box.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const below = link.bottom + gap + height <= clientHeight || link.top < clientHeight - link.bottom;
  box.style.left = `${Math.max(gap, Math.min(link.left, clientWidth - width - gap))}px`;
  box.style.top = `${below ? link.bottom + gap : Math.max(gap, link.top - gap - height)}px`;
}
