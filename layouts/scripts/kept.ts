// What a reader's browser keeps. One that refuses keeps nothing, and all works without.

const most = 6; // entries of a list

// kept is a list that was kept, without what is no text.
export function kept(key: string): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(list) ? list.filter((entry) => typeof entry === "string") : [];
  } catch {
    return [];
  }
}

// keep puts an entry first in a list; what was there longest goes. Without an entry the list is forgotten.
export function keep(key: string, entry?: string): void {
  if (entry === "") return;
  try {
    if (entry === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify([entry, ...kept(key).filter((e) => e !== entry)].slice(0, most)));
  } catch {
    // It is forgotten with this page.
  }
}
