// The files of the index: read when they are needed, and kept. Their formats stand in generator/internal/search/search.go.
import { compare, Cursor, search, utf8 } from "./bytes.ts";
import type { Page, Read, Role } from "./types.ts";

// The table: where each word is, what kind each page is.
export interface Table {
  language: string;
  pages: number;
  kinds: string[];
  kindOf: Uint8Array; // of each page
  shards: Borders; // of up to 256 shards, else of files with the borders of 64 each
  manyShards: boolean;
  vocabulary: string;
  roles: string;
  fragments: string[]; // of up to 256 pages their fragments, else files with the names of 64 each
}

// Where files begin: no term of a file stands before its start, and all terms that do are in other files.
export interface Borders {
  starts: string[];
  names: string[];
}

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
export class Shard {
  constructor(
    readonly entries: Entry[],
    readonly elsewhere: string[][], // by group: members in other shards
  ) {}

  // from returns the index of the first entry that is not before a term.
  from(term: string): number {
    return search(this.entries.length, (i) => compare(this.entries[i]!.term, term) >= 0);
  }

  find(term: string): Entry | undefined {
    const e = this.entries[this.from(term)];
    return e?.term === term ? e : undefined;
  }
}

// The vocabulary: all terms, for those that are typed wrong.
export interface Vocabulary {
  terms: string[];
  sizes: Uint8Array; // log2 of how many pages have each
  letters: Uint32Array; // a bit for each letter that it has
}

// Roles have pages, and pages have a day on which they were reviewed.
export interface Roles {
  roles: (Role & { list: number[] })[];
  days: number[];
}

const most = 256; // shards, and fragments of pages, that the table names; more stand in files
const block = 64; // of which each names so many
const room = 12e6; // bytes of files that are kept

// A Library reads files, each once, and keeps those that were wanted last.
export class Library {
  private current: Promise<string> | undefined; // name of the table
  private readonly kept = new Map<string, Promise<unknown>>(); // what was wanted last comes last
  private size = 0; // of what is kept, about

  constructor(private readonly read: Read) {}

  async table(): Promise<Table> {
    const name = await (this.current ??= this.manifest());
    return this.file(`t/${name}.bin`, readTable);
  }

  // refresh reads the manifest again, and reports whether it is of another index.
  async refresh(): Promise<boolean> {
    const before = await this.current?.catch(() => "");
    return (await (this.current = this.manifest())) !== before;
  }

  private async manifest(): Promise<string> {
    const path = "manifest.json";
    try {
      const m = json(await this.read(path), path) as { format?: unknown; table?: unknown };
      if (m.format !== 1 || !/^[0-9a-f]{12}$/.test(String(m.table))) new Cursor(new Uint8Array(), path).broken();
      return String(m.table);
    } catch (e) {
      this.current = undefined;
      throw e;
    }
  }

  // shard returns the shard in which a term stands, or would.
  async shard(t: Table, term: string): Promise<Shard> {
    let name = holder(t.shards, term);
    if (name && t.manyShards) name = holder(await this.file(`b/${name}.bin`, (c) => readBorders(c, block)), term);
    return name ? this.file(`s/${name}.bin`, (c) => readShard(c, t.pages)) : new Shard([], []);
  }

  async entry(t: Table, term: string): Promise<Entry | undefined> {
    return (await this.shard(t, term)).find(term);
  }

  overflow(t: Table, name: string): Promise<Postings> {
    return this.file(`o/${name}.bin`, (c) => readPostings(c, c.varint(), t.pages));
  }

  vocabulary(t: Table): Promise<Vocabulary> | undefined {
    return t.vocabulary ? this.file(`v/${t.vocabulary}.bin`, readVocabulary) : undefined;
  }

  roles(t: Table): Promise<Roles> | undefined {
    return t.roles ? this.file(`r/${t.roles}.bin`, (c) => readRoles(c, t.pages)) : undefined;
  }

  async fragment(t: Table, page: number): Promise<Page> {
    let name = t.fragments[page]!;
    if (t.pages > most) {
      const names = await this.file(`p/${t.fragments[Math.floor(page / block)]}.bin`, readNames);
      name = names[page % block]!;
    }
    return this.file(`f/${name.slice(0, 2)}/${name}.bin`, readFragment);
  }

  // file reads a file, or gives it again. What was wanted long ago is forgotten.
  private file<T>(path: string, make: (c: Cursor) => T): Promise<T> {
    const forget = (): unknown => this.kept.delete(path);
    const value =
      this.kept.get(path) ??
      this.read(path).then((bytes) => {
        this.size += bytes.length;
        return make(new Cursor(bytes, path));
      });
    forget();
    this.kept.set(path, value);
    value.catch(forget);
    if (this.size > room) {
      const all = [...this.kept.keys()];
      for (const old of all.slice(0, all.length / 2)) this.kept.delete(old);
      this.size /= 2;
    }
    return value as Promise<T>;
  }
}

function readTable(c: Cursor): Table {
  const language = c.string(), pages = c.varint(), kinds = c.list(() => c.string());
  if (pages > 2 ** 24) c.broken();
  const kindOf = new Uint8Array(pages);
  let page = 0;
  c.list(() => {
    const end = page + c.varint();
    kindOf.fill(c.varint(), page, end);
    page = end;
  });
  const count = c.varint(), manyShards = count > most;
  const shards = readBorders(c, manyShards ? Math.ceil(count / block) : count);
  const vocabulary = c.name(), roles = c.name();
  const fragments = c.times(pages > most ? Math.ceil(pages / block) : pages, () => c.name());
  if (page !== pages) c.broken();
  c.end();
  return { language, pages, kinds, kindOf, shards, manyShards, vocabulary, roles, fragments };
}

// readBorders reads so many borders, or as many as there are in a file of them.
function readBorders(c: Cursor, count: number): Borders {
  const b: Borders = { starts: [], names: [] };
  for (let i = 0; i < count && c.at < c.bytes.length; i++) b.starts.push(c.coded()), b.names.push(c.name());
  return b;
}

// holder returns the name of the file in which a term stands, or would; undefined if there are no files.
function holder(b: Borders, term: string): string | undefined {
  return b.names[Math.max(0, search(b.starts.length, (i) => compare(b.starts[i]!, term) > 0) - 1)];
}

// How many pages of a term its shard lists at most.
const cut = 1024;

function readShard(c: Cursor, pages: number): Shard {
  const parts: number[] = [];
  const entries = c.list((): Entry => {
    const term = c.coded(), df = c.varint(), group = c.varint(), synonyms = c.list(() => c.string());
    const overflow = df > cut ? c.name() : "";
    parts.push(c.varint());
    return { term, df, group, synonyms, overflow, postings: () => c.broken() };
  });
  const elsewhere = [[], ...c.list(() => c.list(() => c.string()))];
  entries.forEach((e, i) => {
    const part = c.take(parts[i]!);
    let made: Postings | undefined;
    e.postings = () => (made ??= readPostings(c.part(part), Math.min(e.df, cut), pages));
  });
  c.end();
  return new Shard(entries, elsewhere);
}

function readPostings(c: Cursor, n: number, all: number): Postings {
  if (n > c.bytes.length) c.broken();
  const pages = new Uint32Array(n), flags = new Uint8Array(n), titles = new Uint8Array(n), starts = new Uint32Array(n + 1);
  for (let i = 0, page = 0; i < n; i++) pages[i] = page += c.varint();
  if (n && pages[n - 1]! >= all) c.broken();
  for (let i = 0; i < n; i++) flags[i] = c.byte();
  for (let i = 0; i < n; i++) if (flags[i]! & 4) titles[i] = c.byte();
  const sections = new Uint32Array(c.bytes.length - c.at);
  let k = 0;
  for (let i = 0; i < n; i++) {
    starts[i] = k;
    if (flags[i]! & 1) {
      let section = 0;
      for (let left = c.varint(); left > 0; left--) {
        const x = c.varint();
        section += x >> 3;
        sections[k++] = (section << 3) | (x & 7);
      }
    }
  }
  starts[n] = k;
  c.end();
  return { pages, flags, titles, starts, sections: sections.slice(0, k) };
}

const readNames = (c: Cursor): string[] => c.times(c.bytes.length / 6, () => c.name());

function readVocabulary(c: Cursor): Vocabulary {
  const sizes: number[] = [];
  const terms = c.list(() => {
    const term = c.coded();
    sizes.push(c.byte());
    return term;
  });
  c.end();
  return { terms, sizes: Uint8Array.from(sizes), letters: Uint32Array.from(terms, lettersOf) };
}

// lettersOf has a bit for each letter of a word.
export function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

function readRoles(c: Cursor, pages: number): Roles {
  const roles = c.list(() => {
    const stem = c.string(), title = c.string();
    let page = 0;
    const list = c.list(() => (page += c.varint()));
    return { stem, title, pages: list.length, list };
  });
  const days = c.times(pages, () => c.varint());
  c.end();
  return { roles, days };
}

function readFragment(c: Cursor): Page {
  const page = json(c.bytes, c.path) as Page;
  if (typeof page?.title !== "string" || typeof page.address !== "string") c.broken();
  return page;
}

function json(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(utf8(bytes));
  } catch {
    return new Cursor(bytes, path).broken();
  }
}
