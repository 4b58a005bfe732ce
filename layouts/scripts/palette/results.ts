// Results as options of the list. Each is a link as well, so that it can be opened beside this page and copied.
import type { Hit, Marked, Result } from "../search/types.ts";
import { el, marked, textOf } from "./dom.ts";
import type { Group } from "./groups.ts";

const parts: Record<string, string> = { responsibility: "Responsibility", item: "Item", step: "Step" };

let count = 0; // of options; each has an id of its own, so that a reader of the screen hears of every change

// option makes an option that leads somewhere.
export function option(href: string, attributes: Record<string, string | false>, ...children: (Node | string | false)[]): HTMLAnchorElement {
  return el("a", { role: "option", id: `page:hit-${++count}`, href, tabindex: "-1", "aria-selected": "false", ...attributes }, ...children);
}

// group puts options under a heading.
export function group(name: string, options: Node[]): HTMLElement {
  const id = `page:group-${++count}`;
  return el("div", { role: "group", "aria-labelledby": id }, el("p", { role: "presentation", id }, name), ...options);
}

// pageAt is the address of a page of the site below its root.
export function pageAt(root: URL, address: string): string {
  return new URL(address.slice(1).split("/").map(encodeURIComponent).join("/"), root).href;
}

// groupOf shows a group of results.
export function groupOf({ name, results }: Group, root: URL): HTMLElement {
  return group(name, results.flatMap((r) => [pageOption(r, root, name), ...r.sections.map((hit) => hitOption(r, hit, root))]));
}

function pageOption(r: Result, root: URL, group: string): HTMLAnchorElement {
  const said = r.sections.some((hit) => textOf(hit.excerpt) === textOf(r.excerpt)); // by a section, below
  return option(
    pageAt(root, r.address),
    { class: "hit", "data-page": pageKey(r) },
    el("span", { class: "title" }, marked(r.title)),
    (r.mine || (r.place && r.place !== group)) &&
      el("span", { class: "place" }, r.mine && el("b", {}, "Yours"), r.mine && r.place !== group && " ", r.place !== group && r.place),
    !said && r.excerpt.length > 0 && el("small", {}, marked(r.excerpt)),
  );
}

// pageKey is a page as it is kept among those that were opened.
export function pageKey({ address, title }: { address: string; title: Marked }): string {
  return `${address}\t${textOf(title)}`;
}

function hitOption(r: Result, hit: Hit, root: URL): HTMLAnchorElement {
  const named = textOf(hit.heading) !== "";
  const about = [parts[hit.as], hit.role, hit.lit && "for this amount"].filter(Boolean).join(", ");
  return option(
    pageAt(root, r.address) + fragment(hit),
    { class: hit.lit ? "hit inner lit" : "hit inner", "data-lv": hit.lit && hit.level, "data-page": pageKey(r) },
    el("span", { class: "title" }, marked(named ? hit.heading : hit.excerpt)),
    level(hit.level),
    (about || named) && el("small", {}, about, about && named && ": ", named && marked(hit.excerpt)),
  );
}

// fragment leads to a section and has the browser mark the words there.
function fragment({ id, text }: Hit): string {
  const words = text && `:~:text=${encodeURIComponent(text).replace(/-/g, "%2D")}`; // a dash would mean something there
  return id || words ? `#${encodeURIComponent(id)}${words}` : "";
}

// level is a level as all pages show it: they bring it along, in the handbook's own words.
function level(key: string): Node | false {
  const all = document.getElementById("page:levels") as HTMLTemplateElement | null;
  const one = [...(all?.content.children ?? [])].find((e) => (e as HTMLElement).dataset.lv === key);
  return one?.cloneNode(true) ?? false;
}
