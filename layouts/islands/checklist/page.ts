// What the page of a checklist says to a script. It reads any such page, also one that was fetched.
import type { Item } from "../../scripts/runs/record.ts";
import { root } from "../../scripts/site.ts";

export interface Line extends Item {
  row: HTMLElement;
  box: HTMLInputElement;
  group: string; // heading
}

export interface List {
  place: HTMLElement; // where a run says how far it is
  end: HTMLElement; // where it ends
  address: string; // below the root of the handbook: "/checklists/weekly-round/"
  before: string[]; // addresses that it had
  title: string;
  cadence: string; // "" for an event
  inOrder: boolean; // read-do
  rev: string;
  lines: Line[];
}

// listOf reads a page; undefined if it is no checklist.
export function listOf(page: Document): List | undefined {
  const place = page.querySelector<HTMLElement>(".run[data-list]");
  const end = page.querySelector<HTMLElement>(".run-end");
  if (!place || !end) return undefined;
  const { list = "", before = "", cadence = "", mode, rev = "" } = place.dataset;
  const rows = [...page.querySelectorAll<HTMLElement>("main .item[data-h]")];
  const ids = new Set(rows.map((row) => row.id));
  return {
    place, end, cadence, rev,
    address: list,
    before: before.split(" "),
    title: text(page.querySelector("h1")),
    inOrder: mode === "read-do",
    lines: rows.map((row) => ({
      row,
      id: row.id,
      was: [...row.querySelectorAll(":scope > span[id]")].map((old) => old.id).filter((old) => !ids.has(old)),
      hash: row.dataset.h!,
      words: wordsOf(row.querySelector("label > span")!),
      box: row.querySelector("input")!,
      group: text(row.closest(".sys")?.querySelector("h2 > span:last-child") ?? null),
    })),
  };
}

// here is the root of the handbook, and hrefOf where a list of it stands.
export const here = root;

export function hrefOf(address: string): URL {
  return new URL(address.slice(1).split("/").map(encodeURIComponent).join("/"), root());
}

// wordsOf is the wording of a line without the link that stands behind its last full stop.
function wordsOf(e: Element): string {
  const link = e.lastElementChild?.localName === "a" ? text(e.lastElementChild) : "";
  const all = text(e);
  const before = link && all.endsWith(link) ? all.slice(0, -link.length).trim() : "";
  return /[.!?…]$/.test(before) ? before.replace(/\.$/, "") : all;
}

function text(e: Element | null): string {
  return (e?.textContent ?? "").replace(/\s+/g, " ").trim();
}
