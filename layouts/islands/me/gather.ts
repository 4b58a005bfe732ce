// Fetches what a role has to do: the sections that its page and its part book mark with data-me.
import type { Role } from "./roles.ts";
import { type Fact, facts } from "./facts.ts";

export interface List {
  href: string;
  title: string;
  note: string; // "weekly, 8 items"
  every: string; // "" if no calendar says when
}

export interface Gathered {
  role: Role;
  lists: List[];
  sections: Record<"may" | "without" | "steps" | "asks" | "askers", HTMLElement[]>;
  reads: HTMLAnchorElement[];
  facts: Fact[] | undefined; // undefined: nobody can say what has changed
}

export async function gather(role: Role): Promise<Gathered> {
  const [page, part, now] = await Promise.all([fetched(role.page), role.part ? fetched(role.part) : undefined, facts(role)]);
  const take = (doc: Document | undefined, kind: string, base: string) =>
    [...(doc?.querySelectorAll<HTMLElement>(`[data-me=${kind}]`) ?? [])].map((e) => moved(e, base));
  const lists = take(part, "lists", role.part).flatMap((section) => [...section.querySelectorAll("li")]).map(listOf);
  const here = new Set(lists.map(({ href }) => href));
  return {
    role, lists, facts: now,
    sections: {
      may: take(page, "may", role.page), without: take(page, "without", role.page), steps: take(part, "steps", role.part),
      asks: take(page, "asks", role.page), askers: take(page, "askers", role.page),
    },
    reads: take(page, "reads", role.page)
      .flatMap((section) => [...section.querySelectorAll("a")])
      .filter(({ href }) => !here.has(href)),
  };
}

// fetched is a page of this handbook. What answers instead, such as a page on which one logs in, is none.
async function fetched(url: string): Promise<Document> {
  const response = await fetch(url);
  const doc = new DOMParser().parseFromString(response.ok ? await response.text() : "", "text/html");
  if (!doc.getElementById("page:main")) throw new Error(`${url} is no page of this handbook`);
  return doc;
}

// moved is a copy of an element that stands on this page: its links lead where they led, and no id is there twice.
function moved(e: HTMLElement, base: string): HTMLElement {
  const copy = document.importNode(e, true);
  for (const one of [copy, ...copy.querySelectorAll<HTMLElement>("*")]) {
    for (const name of ["id", "data-me", "data-script", "data-look"]) one.removeAttribute(name);
    for (const name of ["href", "src"]) {
      const link = one.getAttribute(name);
      if (link !== null) one.setAttribute(name, new URL(link, base).href);
    }
  }
  return copy;
}

function listOf(li: HTMLElement): List {
  const a = li.querySelector("a")!;
  return { href: a.href, title: a.textContent!, note: li.querySelector("small")?.textContent ?? "", every: li.dataset.every ?? "" };
}
