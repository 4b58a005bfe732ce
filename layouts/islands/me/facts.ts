// What is a role's, in the words of the build (render/changes.go), and what of it the reader has seen.
import { keyFor } from "../../scripts/site.ts";
import type { Role } from "./roles.ts";

export interface Fact {
  id: string;
  kind: "right" | "duty" | "step" | "list" | "text";
  title: string;
  place?: string;
  href: string; // below the root
  level?: string;
  words?: string;
}

export interface Seen {
  at: number;
  facts: Fact[];
}

const most = 100_000; // letters: what a role has beyond that is not compared

// facts is what is a role's now. Without an answer nothing is said of changes.
export async function facts(role: Role): Promise<Fact[] | undefined> {
  try {
    const response = await fetch(new URL("changes.json", role.page));
    return response.ok ? ((await response.json()) as Fact[]) : undefined;
  } catch {
    return undefined;
  }
}

// seen is what the reader has seen of a role, under any name that it has had.
export function seen(role: Role): Seen | undefined {
  for (const name of role.names) {
    try {
      const { at, facts } = JSON.parse(localStorage.getItem(key(name)) ?? "null");
      if (facts.every((fact: Fact) => fact.id) && at < Infinity) return { at, facts };
    } catch {
      // Nothing was kept under this name, or nothing that can be read.
    }
  }
  return undefined;
}

// see keeps what the reader has seen now.
export function see(role: Role, facts: Fact[], at = Date.now()): void {
  const text = JSON.stringify({ at, facts });
  try {
    for (const old of role.names.slice(1)) localStorage.removeItem(key(old));
    if (text.length <= most) localStorage.setItem(key(role.stem), text);
    else localStorage.removeItem(key(role.stem));
  } catch {
    // It is compared with what was kept before, if anything was.
  }
}

// forget forgets what was seen of all roles.
export function forget(): void {
  try {
    for (const kept of Object.keys(localStorage)) if (kept.startsWith(key(""))) localStorage.removeItem(kept);
  } catch {
    // Nothing was kept.
  }
}

function key(stem: string): string {
  return `${keyFor("seen")} ${stem}`;
}
