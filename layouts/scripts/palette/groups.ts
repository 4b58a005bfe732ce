// The order in which results stand.
import type { Result } from "../search/types.ts";

export interface Group {
  name: string;
  results: Result[];
}

const kinds: Record<string, string> = {
  decision: "Decisions",
  playbook: "Playbooks",
  checklist: "Checklists",
  role: "Roles",
  essay: "Essays",
  lesson: "Lessons",
  page: "Pages",
};

// words is how a kind is called where there are several of it.
export function words(kind: string): string {
  return kinds[kind] ?? kind;
}

// order is the place of a kind among all.
export function order(kind: string): number {
  return Object.keys(kinds).indexOf(kind);
}

function groupOf({ kind }: Result): string {
  return order(kind) < 4 ? words(kind) : "Pages";
}

// arrange puts results into groups. The group of the best comes first; the others stay in the order in which they
// were before. What the reader has reached already, the first so many of before, does not move at all: whatever is new
// comes below it.
export function arrange(results: Result[], before: Group[], reached: number): Group[] {
  const was = before.flatMap((g) => g.results.map((r) => r.address)).slice(0, reached);
  const stay = was.flatMap((address) => results.find((r) => r.address === address) ?? []);
  const rest = results.filter((r) => !stay.includes(r));
  const groups: Group[] = [];
  const put = (r: Result, from: number) => {
    const name = groupOf(r);
    let group = groups.slice(from).find((g) => g.name === name);
    if (!group) groups.push((group = { name, results: [] }));
    group.results.push(r);
  };
  for (const r of stay) put(r, Math.max(0, groups.length - 1));
  const open = Math.max(0, groups.length - 1);
  const best = stay.length ? [] : rest.slice(0, 1).map(groupOf);
  for (const name of new Set([...best, ...before.map((g) => g.name), ...rest.map(groupOf)])) {
    for (const r of rest) if (groupOf(r) === name) put(r, open);
  }
  return groups;
}
