// Reading bytes: numbers, strings and names as generator/internal/search/search.go says.

// A Cursor reads a file from its beginning. Whatever it is given, it ends: with a value, or with an error that names
// the file.
export class Cursor {
  private last = new Uint8Array(64); // bytes of the string before, for front-coded ones
  at = 0;

  constructor(
    readonly bytes: Uint8Array,
    readonly path: string,
  ) {}

  byte(): number {
    if (this.at >= this.bytes.length) this.broken();
    return this.bytes[this.at++]!;
  }

  varint(): number {
    let n = 0;
    for (let step = 1; ; step *= 128) {
      const b = this.byte();
      n += (b & 127) * step;
      if (b < 128) return n;
      if (step > 2 ** 42) this.broken();
    }
  }

  // list reads a count, and then so many items, each of which takes a byte at least.
  list<T>(item: () => T): T[] {
    return this.times(this.varint(), item);
  }

  times<T>(count: number, item: () => T): T[] {
    if (count > this.bytes.length - this.at) this.broken();
    return Array.from({ length: count }, item);
  }

  take(length: number): Uint8Array {
    const start = this.at;
    if (length > this.bytes.length - start) this.broken();
    return this.bytes.subarray(start, (this.at += length));
  }

  string(): string {
    return utf8(this.take(this.varint()));
  }

  // coded reads a front-coded string.
  coded(): string {
    const same = this.varint(), rest = this.take(this.varint()), length = same + rest.length;
    if (same > this.last.length) this.broken();
    if (length > this.last.length) {
      const more = new Uint8Array(2 * length);
      more.set(this.last);
      this.last = more;
    }
    this.last.set(rest, same);
    return utf8(this.last.subarray(0, length));
  }

  // name reads the name of a file, "" if there is none.
  name(): string {
    let s = "";
    for (const b of this.take(6)) s += (b < 16 ? "0" : "") + b.toString(16);
    return s === "000000000000" ? "" : s;
  }

  // part reads bytes of the same file.
  part(bytes: Uint8Array): Cursor {
    return new Cursor(bytes, this.path);
  }

  // end checks that all was read.
  end(): void {
    if (this.at !== this.bytes.length) this.broken();
  }

  broken(): never {
    throw new Error(`search/${this.path} is not whole, or no part of the index`);
  }
}

// utf8 decodes bytes. Not all engines have a TextDecoder.
export function utf8(bytes: Uint8Array): string {
  let s = "";
  for (let i = 0; i < bytes.length; ) {
    const b = bytes[i++]!;
    if (b < 128) {
      s += String.fromCharCode(b);
      continue;
    }
    const more = b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
    let c = b & (63 >> more);
    for (let k = 0; k < more; k++) c = (c << 6) | (bytes[i++]! & 63);
    s += c < 0x110000 ? String.fromCodePoint(c) : "\ufffd";
  }
  return s;
}

// compare orders strings as their bytes are ordered in UTF-8: by code points.
export function compare(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i), y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

// rank puts halves of pairs, which stand for the last code points, behind all other units.
const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

// search returns the first index below n for which it is so from there on.
export function search(n: number, isSo: (i: number) => boolean): number {
  let low = 0;
  while (low < n) {
    const middle = (low + n) >> 1;
    if (isSo(middle)) n = middle;
    else low = middle + 1;
  }
  return low;
}
