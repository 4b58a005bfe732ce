// The order in which results stand.
import type { Result } from "../../scripts/search/types.ts";

export interface Group {
  name: string;
  results: Result[];
}

// kindsOf says which kinds stand together, under which name, in the order in which they are offered.
export const kindsOf: Record<string, string[]> = {
  Decisions: ["decision"],
  Playbooks: ["playbook"],
  Checklists: ["checklist"],
  Roles: ["role"],
  Pages: ["essay", "lesson", "page"],
};

function groupOf({ kind }: Result): string {
  return Object.keys(kindsOf).find((name) => kindsOf[name]!.includes(kind)) ?? "Pages";
}

// arrange puts results into groups. The group of the best comes first; the others stay in the order in which they
// were before. What the reader has reached already, the first so many of before, does not move at all: whatever is new
// comes below it.
export function arrange(results: Result[], before: Group[], reached: number): Group[] {
  const was = before.flatMap((g) => g.results.map((r) => r.address)).slice(0, reached);
  const first = results.find((r) => r.address === was.at(-1)) ?? results[0]; // with its group begins what may move
  const names = [...new Set([...(first ? [groupOf(first)] : []), ...before.map((g) => g.name), ...results.map(groupOf)])];
  const place = (r: Result) => (was.includes(r.address) ? was.indexOf(r.address) - was.length : names.indexOf(groupOf(r)));
  const groups: Group[] = [];
  for (const r of [...results].sort((a, b) => place(a) - place(b))) {
    const name = groupOf(r);
    if (groups.at(-1)?.name !== name) groups.push({ name, results: [] });
    groups.at(-1)!.results.push(r);
  }
  return groups;
}
