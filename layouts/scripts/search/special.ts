// What is written in few queries: filters such as "kind:decision" and "role:team-lead", and phrases in quotes.
import type { Span } from "./query.ts";
import type { Options } from "./types.ts";

export interface Written {
  text: string; // without filters
  options: Options; // with them
  quotes: Span[]; // where phrases stand
}

// read reads what is special in a query. Its filters hold besides those of the options.
export function read(query: string, known: string[], o: Options): Written {
  const kinds = [...(o.kinds ?? [])];
  let role = o.role;
  const text = query.replace(/(^|\s)(?:role:(\S+)|kind:(\S+))/gi, (all, blank: string, stem?: string, kind?: string) => {
    const meant = known.find((k) => [k, k + "s"].includes(kind?.toLowerCase()!));
    if (meant) kinds.push(meant);
    if (stem) role = stem.toLowerCase();
    return meant || stem ? blank : all;
  });
  const start = /\S|$/.exec(text)!.index; // as in a text without blanks around it
  const quotes = [...text.matchAll(/["“”„«»][^"“”„«»]+["“”„«»]/g)].map((m) => ({ start: m.index - start, end: m.index - start + m[0].length }));
  return { text, options: { ...o, kinds, ...(role && { role }) }, quotes };
}
