// What a decision's page says: its ladders with what they carry in attributes, and what stands around them.
import type { Ladder, Level, Row } from "../reckon/ladder.ts";

// A Shown is a ladder with the table that it stands in.
export interface Shown extends Ladder {
  when: boolean; // rows hold conditions
  name: string; // "" if it is the only one
  spelled: string; // its unit, as it is written
  table: HTMLTableElement;
}

export function laddersIn(root: ParentNode): Shown[] {
  return [...root.querySelectorAll<HTMLTableElement>("table.ladder")].map((table) => {
    const when = table.classList.contains("when"), { unit = "", spelled = "", name = "" } = table.dataset;
    return { table, when, unit, spelled, name, rows: rowsOf(table).map((tr) => rowOf(tr, when)) };
  });
}

export const rowsOf = (table: HTMLTableElement): HTMLTableRowElement[] => [...table.tBodies[0]!.rows];

function rowOf({ dataset }: HTMLTableRowElement, when: boolean): Row {
  const { who = "", lv, above, most } = dataset;
  return {
    who: who.split(" ").filter(Boolean),
    together: "together" in dataset,
    level: lv as Level,
    holds: when || above !== undefined,
    open: !most,
    above: Number(above ?? 0),
    to: Number(most ?? 0),
  };
}

// limitOf is what stands first in a row.
export function limitOf(row: HTMLTableRowElement): string {
  const cell = row.cells[0]!.cloneNode(true) as HTMLElement;
  for (const e of cell.querySelectorAll("small")) e.remove();
  return cell.textContent!.trim();
}

const pages = new Map<string, Promise<HTMLElement>>();

// pageAt fetches a page of the handbook and returns its main part, as it stands on this page: links lead where they led,
// and nothing has an id.
export function pageAt(address: string): Promise<HTMLElement> {
  let page = pages.get(address);
  if (!page) {
    page = fetchMain(address);
    page.catch(() => pages.delete(address));
    pages.set(address, page);
  }
  return page;
}

// forget makes pages be fetched anew.
export function forget(): void {
  pages.clear();
}

async function fetchMain(address: string): Promise<HTMLElement> {
  const response = await fetch(address);
  const main = response.ok && new DOMParser().parseFromString(await response.text(), "text/html").querySelector("main");
  if (!main) throw new Error(`${address}: ${response.status}`);
  for (const name of ["href", "src"]) {
    for (const e of main.querySelectorAll(`[${name}]`)) e.setAttribute(name, new URL(e.getAttribute(name)!, response.url).href);
  }
  for (const e of main.querySelectorAll("[id]")) e.removeAttribute("id");
  return main;
}
