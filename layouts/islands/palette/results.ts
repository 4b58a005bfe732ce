// Results as options of the list. Each is a link as well, so that it can be opened beside this page and copied.
import type { Hit, Result } from "../../scripts/search/types.ts";
import { el, marked, textOf } from "../../scripts/dom.ts";
import type { Group } from "./groups.ts";

const parts: Record<string, string> = { responsibility: "Responsibility", item: "Item", step: "Step" };

type Attributes = Record<string, string | false>;

let count = 0; // of options; each has an id of its own, so that a reader of the screen hears of every change

// option makes an option that leads somewhere.
export function option(
  href: string,
  title: Node | string,
  attributes: Attributes,
  ...children: (Node | string | false)[]
): HTMLAnchorElement {
  return el(
    "a",
    { role: "option", id: `page:hit-${++count}`, class: "hit", href, tabindex: "-1", "aria-selected": "false", ...attributes },
    el("span", { class: "title" }, title),
    ...children,
  );
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

// groupOf shows a group of results, with so many sections below each.
export function groupOf({ name, results }: Group, root: URL, sections: (r: Result) => number): HTMLElement {
  return group(name, results.flatMap((r) => {
    const page = pageAt(root, r.address);
    const key = { "data-page": `${r.address}\t${textOf(r.title)}` }; // as it is kept when it has been opened
    return [pageOption(r, page, key, name), ...r.sections.slice(0, sections(r)).map((hit) => hitOption(hit, page, key))];
  }));
}

function pageOption(r: Result, page: string, key: Attributes, group: string): HTMLAnchorElement {
  const said = r.sections.some((hit) => `${hit.excerpt}` === `${r.excerpt}`); // by a section, below
  return option(
    page,
    marked(r.title),
    key,
    el("span", { class: "place" }, r.mine && el("b", {}, "Yours "), r.place !== group && r.place),
    !said && r.excerpt.length > 0 && el("small", {}, marked(r.excerpt)),
  );
}

function hitOption(hit: Hit, page: string, key: Attributes): HTMLAnchorElement {
  const named = textOf(hit.heading) !== "";
  const title = named ? hit.heading : hit.excerpt;
  const about = [parts[hit.as], !textOf(title).includes(hit.role) && hit.role, hit.lit && "Holds this amount"].filter(Boolean).join(" · ");
  return option(
    page + fragment(hit),
    marked(title),
    { class: hit.lit ? "hit inner lit" : "hit inner", "data-lv": hit.lit && hit.level, ...key },
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
