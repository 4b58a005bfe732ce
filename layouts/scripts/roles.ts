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
  return [...chosen().keys()];
}

// choose replaces them. The titles of those that were not chosen yet say in the bar what they are. It reports whether
// the browser keeps the choice.
export function choose(list: string[], titles: Record<string, string> = {}): boolean {
  const known = new Map([...chosen(), ...Object.entries(titles)]);
  const next = new Map(list.map((stem) => [stem, known.get(stem) ?? ""]));
  show(next);
  try {
    const named = [...next].filter(([, title]) => title);
    keep(stems, own(), next.size);
    keep(keyFor("titles"), named, named.length);
    if (named.length) localStorage.setItem(keyFor("part"), part(next));
    else localStorage.removeItem(keyFor("part"));
    return true;
  } catch {
    return false;
  }
}

// titleOf is what a role was called when it was chosen, "" if this handbook does not know it.
export function titleOf(stem: string): string {
  return chosen().get(stem) ?? "";
}

// onChange runs a function whenever the roles are others, chosen here or in another tab.
export function onChange(run: () => void): void {
  document.addEventListener(changed, run);
}

// follow takes over what another tab chooses, also while this page is out of sight.
export function follow(): void {
  addEventListener("storage", ({ key }) => {
    if (key === null || key === stems || key === keyFor("titles")) take();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) take();
  });
}

// chosen is the titles of the roles by their stems: those that were chosen on this page, else those that are kept.
function chosen(): Map<string, string> {
  if (dataset.own) return new Map(JSON.parse(dataset.own));
  const titles = new Map<unknown, unknown>();
  try {
    for (const [stem, title] of JSON.parse(localStorage.getItem(keyFor("titles")) ?? "[]")) titles.set(stem, title);
  } catch {
    // Then they have none.
  }
  return new Map(kept(stems).map((stem) => [stem, String(titles.get(stem) ?? "")]));
}

function part(roles: Map<string, string>): string {
  return [...roles.values()].filter(Boolean).join(" + ");
}

function keep(key: string, value: unknown, some: number): void {
  if (some) localStorage.setItem(key, JSON.stringify(value));
  else localStorage.removeItem(key);
}

function take(): void {
  delete dataset.own;
  show(chosen());
}

function show(roles: Map<string, string>): void {
  dataset.own = JSON.stringify([...roles]);
  const others = document.adoptedStyleSheets.filter((sheet) => !sheet.cssRules[0]?.cssText.includes("--me"));
  mark(own(), part(roles));
  document.adoptedStyleSheets.push(...others);
  document.dispatchEvent(new Event(changed));
}
