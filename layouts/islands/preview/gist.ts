// What a page says first, out of the page itself.
import { el } from "../../scripts/dom.ts";

export type Gist = { kind: string; title: string; lines: HTMLElement[]; reach: string };

const most = 4; // lines

// gist is what a role or a decision says first, undefined for any other page.
export function gist(page: Document): Gist | undefined {
  const may = page.querySelectorAll<HTMLElement>('[data-me="may"] .levels > div');
  const lines = may.length ? [...may].map(level) : [...page.querySelectorAll(".question .verdict > *")].slice(0, most).map((e) => el("p", {}, words(e)));
  if (!lines.length) return;
  const reach = [...page.querySelectorAll(".head .reach > :not(.vh)")].map(words).join(" · ");
  return { kind: words(page.querySelector(".head .kind")), title: words(page.querySelector("h1")), lines, reach };
}

// level is the first thing that a role may do at a level, and how much more there is.
function level(row: HTMLElement): HTMLElement {
  const rights = row.querySelectorAll("dd > ul > li");
  const first = rights[0]!.cloneNode(true) as Element;
  first.querySelectorAll(".more").forEach((e) => e.remove());
  const line = el("p", { "data-lv": row.dataset.lv! }, ...row.querySelector("dt")!.cloneNode(true).childNodes);
  line.append(": ", words(first), rights.length > 1 ? `, and ${rights.length - 1} more` : "");
  return line;
}

function words(e: Element | null): string {
  return e?.textContent.trim().replace(/\s+/g, " ") ?? "";
}
