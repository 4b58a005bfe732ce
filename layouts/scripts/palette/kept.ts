// What a reader's browser keeps. One that refuses keeps nothing, and all works without.

// Lists are short, and so are their entries.
const most = 6;
const longest = 200;

// kept is a list that was kept, without what is no text.
export function kept(key: string): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(list) ? list.filter((entry) => typeof entry === "string") : [];
  } catch {
    return [];
  }
}

// keep puts an entry first in a list; what was there longest goes. Of entries that are equal up to a tab the newest
// stays. Without an entry the list is forgotten.
export function keep(key: string, entry?: string): void {
  if (entry !== undefined && (!entry || entry.length > longest)) return;
  try {
    if (entry === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify([entry, ...kept(key).filter((e) => named(e) !== named(entry))].slice(0, most)));
  } catch {
    // It is forgotten with this page.
  }
}

function named(entry: string): string {
  return entry.split("\t")[0]!;
}
