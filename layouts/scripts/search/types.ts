// What the search engine takes and answers. The formats of the files are in generator/internal/search/search.go.
import type { More } from "./more.ts";

// Reads a file of the folder "search", such as "manifest.json" or "s/0123456789ab.bin", and gives its bytes, not
// compressed any more. It rejects if there is no such file.
export type Read = (path: string) => Promise<Uint8Array>;

// A fragment: a page as it was indexed (type Page in Go).
export interface Page {
  address: string;
  title: string;
  kind: string;
  aliases?: string[];
  place?: string;
  roles?: string[];
  updated?: string;
  sections?: Section[];
}

export interface Section {
  id?: string;
  as?: "responsibility" | "right" | "row" | "item" | "step";
  heading?: string;
  text?: string;
  role?: string;
  level?: "must" | "within" | "call" | "ask";
  limit?: { max?: number; unit: string; open?: boolean };
}

export interface Options {
  limit?: number; // how many results, 10 if not said
  kinds?: string[]; // only these kinds
  role?: string; // only pages for the role with this stem
  own?: string[]; // stems of the reader's roles: what is for them ranks higher
  quick?: boolean; // a first look: of very common words only the best pages are looked at
  exact?: boolean; // no corrections of typing: "search instead for"
  signal?: { readonly aborted: boolean }; // the answer is not wanted any more: the engine gives up with an error
}

// Text in pieces, each marked or not: what a reader typed is marked.
export type Marked = [text: string, marked: boolean][];

export interface Answer {
  query: string; // without the filters that were written in it
  corrected?: string; // the query with the words that were looked for, if it was corrected
  total: number; // pages that match, with the filters
  kinds: Record<string, number>; // of those that match without the filter of kinds: how many of each kind; all kinds, in the order of the table
  kind: string[]; // filters in force, those written in the query included
  role?: string;
  results: Result[];
  rough?: boolean; // it was a first look, and a second might show something else
  more: boolean; // a word was only begun or is very common: there may be more than counted
}

export interface Result {
  address: string;
  title: Marked;
  kind: string;
  place: string;
  updated?: string;
  mine: boolean; // it is for one of Options.own
  excerpt: Marked; // the best text of the page
  sections: Hit[]; // where to go in the page, best first; at most three
}

export interface Hit {
  id: string; // fragment, "" for the beginning
  as: NonNullable<Section["as"]> | "";
  heading: Marked;
  excerpt: Marked;
  role: string;
  level: string;
  lit: boolean; // the row that holds the amount in the query
  text: string; // some words, as they stand there, for a text fragment; "" if none
}

export interface Role {
  stem: string;
  title: string;
  pages: number;
}

// An engine keeps what it has read. It reads the manifest again when it is told to.
export interface Engine {
  search(query: string, options?: Options): Promise<Answer>;
  roles(): Promise<Role[]>;
  refresh(): Promise<boolean>; // reads the manifest; true if it is another index now
}

// What the script of the engine defines as the global "batonSearch". It needs no DOM, no Intl and no
// DecompressionStream, so that the command runs the very same script. What few queries need stands in a second script,
// which sets "more". The engine calls load when it needs that, and load makes the script run; an answer does without if
// it fails, and the next query tries again.
export interface Search {
  open(read: Read, load: () => Promise<unknown>): Engine;
  more?: More;
}
