// The roles that the reader said are theirs: stems, in the order in which they were chosen. They are kept in this
// browser only; where it refuses, a choice holds for this page.
import { kept } from "./kept.ts";
import { mark } from "./mark.ts";
import { keyFor } from "./site.ts";

const stems = "baton:roles"; // one list for all handbooks of an origin: each knows its own
const changed = "baton:roles";
const { dataset } = document.documentElement;

// own returns the roles that this page marks.
export function own(): string[] {
  return dataset.own ? (JSON.parse(dataset.own) as string[]) : kept(stems);
}

// choose replaces them, and part, which the bar shows. It reports whether the browser keeps both.
export function choose(list: string[], part: string): boolean {
  let held = true;
  try {
    if (list.length) localStorage.setItem(stems, JSON.stringify(list));
    else localStorage.removeItem(stems);
    if (part) localStorage.setItem(keyFor("part"), part);
    else localStorage.removeItem(keyFor("part"));
  } catch {
    held = false;
  }
  show(list, part);
  return held;
}

// onChange runs a function whenever the roles are others, chosen here or in another tab.
export function onChange(run: () => void): void {
  document.addEventListener(changed, run);
}

// follow takes over what another tab chooses, also while this page is out of sight.
export function follow(): void {
  addEventListener("storage", ({ key }) => {
    if (key === null || key === stems || key === keyFor("part")) take();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) take();
  });
}

function take(): void {
  try {
    show(kept(stems), localStorage.getItem(keyFor("part")) ?? "");
  } catch {
    // What was chosen here still holds.
  }
}

function show(list: string[], part: string): void {
  dataset.own = JSON.stringify(list);
  const others = document.adoptedStyleSheets.filter((sheet) => !sheet.cssRules[0]?.cssText.includes("--me"));
  mark(list, part);
  document.adoptedStyleSheets.push(...others);
  document.dispatchEvent(new Event(changed));
}
