// The files of the index: read when they are needed, and kept. Their formats stand in generator/internal/search/search.go.
import { compare, cursor, search, utf8, type Cursor } from "./bytes.ts";
import type { Options, Page, Read } from "./types.ts";

// An Index is what one table says, and the way to all files that it leads to.
export interface Index {
  stops: Set<string>; // words that say little
  pages: number;
  kinds: string[];
  kindOf: Uint8Array; // of each page
  vocabulary: string; // name of its file, "" if there is none
  roles: string; // likewise
  shard(term: string): Promise<Shard>; // in which a term stands, or would
  entry(term: string): Promise<Entry | undefined>;
  fragment(page: number): Promise<Page>;
  file: File;
}

// A File reads a file, or gives it again.
type File = <T>(path: string, make: (c: Cursor) => T) => Promise<T>;

// An entry is a term of a shard.
export interface Entry {
  term: string;
  df: number; // how many pages have it
  group: number; // terms of the same shard with the same number have a stem in common; 0: none has
  synonyms: string[];
  overflow: string; // name of the file with the pages that are not in the shard, ""
  postings(): Postings;
}

// Postings are pages that have a term, as columns.
export interface Postings {
  pages: Uint32Array;
  flags: Uint8Array; // impact << 3 | in the title << 2 | in a heading << 1 | in any section
  titles: Uint8Array; // how many terms the title has, 0 if this is not in it
  starts: Uint32Array; // where the sections of each page begin, and where the last end
  sections: Uint32Array; // section << 3 | impact
}

// A shard is a run of the sorted terms.
export interface Shard {
  entries: Entry[];
  elsewhere: string[][]; // by group: members in other shards
}

export const find = ({ entries }: Shard, term: string): Entry | undefined => entries.find((e) => e.term === term);

const most = 256; // shards, and fragments of pages, that the table names; more stand in files
const block = 64; // of which each names so many
const mostKept = 600; // files: 6 MB or so

// library reads files, each once, and keeps those that were wanted last.
export function library(read: Read) {
  const kept = new Map<string, Promise<unknown>>(); // what was wanted last comes last
  let current: Promise<string> | undefined; // path of the table
  let told: string | undefined; // the one that refresh was asked about last

  function manifest(): Promise<string> {
    current = read("manifest.json").then((bytes) => {
      const c = cursor(bytes, "manifest.json"), { format, table } = json(c);
      c.check(format === 1 && /^[0-9a-f]{12}$/.test(table));
      return `t/${table}.bin`;
    });
    current.catch(() => (current = undefined));
    return current;
  }

  const file: File = <T>(path: string, make: (c: Cursor) => T): Promise<T> => {
    const forget = (): unknown => kept.delete(path);
    const value =
      kept.get(path) ??
      read(path).then((bytes) => {
        const c = cursor(bytes, path), made = make(c);
        c.check(!c.left());
        return made;
      });
    forget();
    kept.set(path, value);
    value.catch(forget);
    for (const old of kept.keys()) if (kept.size > mostKept) kept.delete(old);
    return value as Promise<T>;
  };

  const index = (path: string): Promise<Index> => file(path, (c) => readTable(c, file));

  return {
    // fresh does something with the index, and once more if it failed and the site was published anew meanwhile: its old
    // files may be gone. What is not wanted any more has not failed.
    async fresh<T>(act: (index: Index) => Promise<T>, signal?: Options["signal"]): Promise<T> {
      const path = await (current ?? manifest());
      told ??= path;
      try {
        return await act(await index(path));
      } catch (e) {
        const now = signal?.aborted ? path : await manifest().catch(() => path);
        if (now === path) throw e;
        return act(await index(now));
      }
    },

    // refresh reads the manifest again, and reports whether it is of another index than when that was asked last.
    async refresh(): Promise<boolean> {
      const before = told;
      told = await manifest();
      return told !== before;
    },
  };
}

function readTable(c: Cursor, file: File): Index {
  c.string(); // the language
  const stops = new Set(c.list(c.string)), pages = c.varint(), kinds = c.list(c.string);
  c.check(pages < 2 ** 24);
  const kindOf = new Uint8Array(pages);
  let page = 0;
  c.list(() => {
    const start = page;
    page += c.varint();
    kindOf.fill(c.varint(), start, page);
  });
  c.check(page === pages);
  const shards = c.varint(), borders = readBorders(c, inTable(shards));
  const vocabulary = c.name(), roles = c.name(), fragments = c.times(inTable(pages), c.name);

  const index: Index = {
    stops, pages, kinds, kindOf, vocabulary, roles, file,
    async shard(term) {
      let name = holder(borders, term);
      if (name && shards > most) name = holder(await file(`b/${name}.bin`, (c) => readBorders(c, block)), term);
      return name ? file(`s/${name}.bin`, (c) => readShard(c, pages)) : { entries: [], elsewhere: [] };
    },
    entry: async (term) => find(await index.shard(term), term),
    async fragment(page) {
      let name = fragments[page]!;
      if (pages > most) name = (await file(`p/${fragments[Math.floor(page / block)]}.bin`, (c) => c.times(c.left() / 6, c.name)))[page % block]!;
      return file(`f/${name.slice(0, 2)}/${name}.bin`, readFragment);
    },
  };
  return index;
}

// inTable is how many of so many things the table names: all, or the files that do.
const inTable = (count: number): number => (count > most ? Math.ceil(count / block) : count);

// Borders say where files begin: no term of a file stands before its start, and all terms that do are in other files.
interface Border {
  start: string;
  name: string;
}

// readBorders reads so many borders, or as many as there are in a file of them.
function readBorders(c: Cursor, count: number): Border[] {
  const list: Border[] = [];
  while (list.length < count && c.left()) list.push({ start: c.coded(), name: c.name() });
  return list;
}

// holder returns the name of the file in which a term stands, or would; undefined if there are no files.
const holder = (list: Border[], term: string): string | undefined =>
  list[Math.max(0, search(list.length, (i) => compare(list[i]!.start, term) > 0) - 1)]?.name;

// How many pages of a term its shard lists at most.
const cut = 1024;

function readShard(c: Cursor, pages: number): Shard {
  const heads = c.list(() => {
    const term = c.coded(), df = c.varint(), group = c.varint(), synonyms = c.list(c.string);
    return { term, df, group, synonyms, overflow: df > cut ? c.name() : "", size: c.varint() };
  });
  const elsewhere = [[], ...c.list(() => c.list(c.string))];
  const entries = heads.map((e): Entry => {
    const part = c.part(c.take(e.size));
    let made: Postings | undefined;
    return { ...e, postings: () => (made ??= readPostings(part, Math.min(e.df, cut), pages)) };
  });
  return { entries, elsewhere };
}

// readPostings reads the postings of n of all pages.
export function readPostings(c: Cursor, n: number, all: number): Postings {
  let page = 0, k = 0;
  const pages = Uint32Array.from(c.times(n, () => (page += c.varint())));
  c.check(!n || page < all);
  const flags = c.take(n), titles = Uint8Array.from(flags, (f) => (f & 4 ? c.byte() : 0));
  const starts = new Uint32Array(n + 1), sections = new Uint32Array(c.left());
  flags.forEach((f, i) => {
    let section = 0;
    for (let left = f & 1 ? c.varint() : 0; left > 0; left--) {
      const x = c.varint();
      section += x >> 3;
      sections[k++] = (section << 3) | (x & 7);
    }
    starts[i + 1] = k;
  });
  c.check(!c.left());
  return { pages, flags, titles, starts, sections: sections.slice(0, k) };
}

function readFragment(c: Cursor): Page {
  const page = json(c);
  c.check(typeof page.title === "string" && typeof page.address === "string");
  return page;
}

// json reads a whole file; null is no value that any has.
function json(c: Cursor): any {
  let value;
  try {
    value = JSON.parse(utf8(c.take(c.left())));
  } catch {}
  c.check(!!value);
  return value;
}
