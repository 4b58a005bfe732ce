// An answer on the page: the verdict, how to reach whom, and what the decision says besides.
import { el } from "../../scripts/dom.ts";
import type { Level } from "../reckon/ladder.ts";
import { pageAt, rowsOf, type Shown } from "./page.ts";
import type { Said } from "../reckon/say.ts";

// level is a level as all pages show it.
export function level(key: Level): Node | false {
  const all = document.getElementById("page:levels") as HTMLTemplateElement | null;
  const one = [...(all?.content.children ?? [])].find((e) => (e as HTMLElement).dataset.lv === key);
  return one?.cloneNode(true) ?? false;
}

// verdict is the one filled block of an answer. Whom to ask is put into it.
export function verdict(l: Shown | undefined, said: Said, as: string): HTMLElement {
  return el("div", { class: "verdict", "data-lv": said.level },
    l?.name && el("h3", {}, l.name),
    said.level && el("p", { class: "as" }, level(said.level), as && ` as ${as}`),
    el("p", { class: "say" }, said.say),
    said.more && el("p", {}, said.more),
  );
}

// reach is how to get hold of roles: from the page of the decision if that says it, else from their own. Only the first
// way of all is the black button.
export async function reach(stems: string[], root: ParentNode, at: (stem: string) => { title: string; href: string } | undefined, within: string): Promise<HTMLElement[]> {
  const found = await Promise.all(stems.map(async (stem) => {
    const here = root.querySelector(`[data-reach="${CSS.escape(stem)}"] dd`), role = at(stem);
    if (here) return { stem, from: [...here.children] };
    const page = role && (await pageAt(role.href).catch(() => undefined));
    return { stem, from: [...(page?.querySelectorAll(".head .reach") ?? [])] };
  }));
  const out = found.flatMap(({ stem, from }) => {
    const copies = from.map((e) => e.cloneNode(true) as HTMLElement), role = at(stem);
    const time = within && copies[0]?.classList.contains("reach") && (copies[0].querySelector(".within") ?? copies[0].appendChild(el("span", { class: "within" })));
    if (time) time.textContent = `answers within ${within}`;
    if (stems.length > 1) copies.splice(1); // who stands in for one of several is another of them
    if (stems.length > 1 && role && copies[0]) copies[0].prepend(el("b", {}, el("a", { href: role.href }, role.title)));
    return copies;
  });
  out.forEach((e) => e.querySelectorAll(".go").forEach((b) => b.classList.remove("go")));
  out.flatMap((e) => e.querySelector(".btn") ?? [])[0]?.classList.add("go");
  return out;
}

// tell says an answer to those who hear the page.
export function tell(form: HTMLElement, text: string): void {
  const status = form.querySelector("[role=status]") ?? form.appendChild(el("p", { class: "vh", role: "status" }));
  if (status.textContent !== text) status.textContent = text;
}

// light marks where an answer stands in its ladder.
export function light({ table }: Shown, said: Said | undefined): void {
  for (const tr of rowsOf(table)) {
    tr.classList.remove("lit");
    tr.querySelector(".falls")?.remove();
  }
  const rows = rowsOf(table), row = said && rows[said.row], falls = said && rows[said.falls];
  row?.classList.add("lit");
  if (row && said.level) row.dataset.lit = said.level;
  else delete row?.dataset.lit;
  if (falls && said.amount) falls.cells[0]!.append(el("small", { class: "falls" }, `${said.amount} falls here`));
}

// facts are labelled lines: what the further cells of a row say, then others.
export function facts(l: Shown, row: number, others: Iterable<Element>): HTMLElement | false {
  const cells = row < 0 ? [] : [...rowsOf(l.table)[row]!.cells].slice(1);
  const then = cells.filter((c) => !c.classList.contains("who") && !c.querySelector(".lv") && c.textContent!.trim());
  const list = [...then.map((c) => el("div", {}, el("dt", {}, c.dataset.column), el("dd", {}, ...copies(c)))), ...[...others].map((e) => e.cloneNode(true))];
  return list.length > 0 && el("dl", { class: "facts" }, ...list);
}

// copies are copies of what an element holds.
export const copies = (e: Element): Node[] => [...e.childNodes].map((n) => n.cloneNode(true));

// present leaves out what is not there.
export const present = (list: (Node | string | false | null | undefined)[]): (Node | string)[] => list.filter((n): n is Node | string => !!n);
