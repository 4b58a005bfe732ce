// What a reader asks for, and its address, so that it can be shared.
export interface Wish {
  query: string;
  kinds: string[];
  role: string; // stem
}

// plain asks for a query alone.
export function plain(query: string): Wish {
  return { query, kinds: [], role: "" };
}

// addressOf is the address of a wish on the page of search.
export function addressOf(page: string, { query, kinds, role }: Wish): string {
  const p = new URLSearchParams();
  if (query.trim()) p.set("q", query.trim());
  for (const kind of kinds) p.append("kind", kind);
  if (role) p.set("role", role);
  return p.size ? `${page}?${p}` : page;
}

// nothing reports whether nothing is asked for.
export function nothing(wish: Wish): boolean {
  return !addressOf("", wish);
}

// wishOf reads what addressOf wrote.
export function wishOf(search: string): Wish {
  const p = new URLSearchParams(search);
  return { query: p.get("q") ?? "", kinds: p.getAll("kind"), role: p.get("role") ?? "" };
}
