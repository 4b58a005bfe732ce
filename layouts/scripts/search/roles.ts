// Roles, and the days on which pages were reviewed.
import type { Cursor } from "./bytes.ts";
import type { Index } from "./files.ts";
import type { Role } from "./types.ts";

export interface Roles {
  roles: (Role & { list: number[] })[]; // with their pages
  days: number[]; // of each page, 0 if it has none
}

// rolesOf reads the file r, if there is one.
export async function rolesOf({ roles, pages, file }: Index): Promise<Roles> {
  return roles ? file(`r/${roles}.bin`, (c) => readRoles(c, pages)) : { roles: [], days: [] };
}

function readRoles(c: Cursor, pages: number): Roles {
  const roles = c.list(() => {
    let page = 0;
    const stem = c.string(), title = c.string(), list = c.list(() => (page += c.varint()));
    return { stem, title, pages: list.length, list };
  });
  return { roles, days: c.times(pages, c.varint) };
}

// pagesFor has a 1 for each page that is for one of the roles.
export function pagesFor({ pages }: Index, { roles }: Roles, stems: string[]): Uint8Array {
  const list = new Uint8Array(pages);
  for (const r of roles) if (stems.includes(r.stem)) for (const p of r.list) list[p] = 1;
  return list;
}
