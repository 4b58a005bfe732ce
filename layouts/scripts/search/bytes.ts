// Reading bytes: numbers, strings and names as generator/internal/search/search.go says.

export interface Cursor {
  check(whole: boolean): void; // fails unless all is as it should be
  left(): number; // bytes that are not read yet
  take(length: number): Uint8Array;
  byte(): number;
  varint(): number;
  times<T>(count: number, item: () => T): T[];
  list<T>(item: () => T): T[];
  string(): string;
  coded(): string;
  name(): string;
  part(bytes: Uint8Array): Cursor;
}

// cursor reads a file from its beginning. Whatever it is given, it ends: with a value, or with an error that names the
// file.
export function cursor(bytes: Uint8Array, path: string): Cursor {
  let at = 0, last = new Uint8Array(); // bytes of the string before, for front-coded ones

  const check = (whole: boolean): void => {
    if (!whole) throw new Error(`search/${path} is not whole, or no part of the index`);
  };
  const left = (): number => bytes.length - at;
  const take = (length: number): Uint8Array => {
    check(length <= left());
    return bytes.subarray(at, (at += length));
  };
  const byte = (): number => take(1)[0]!;

  function varint(): number {
    let n = 0;
    for (let step = 1; ; step *= 128) {
      const b = byte();
      n += (b & 127) * step;
      if (b < 128) return n;
      check(step < 2 ** 42);
    }
  }

  // times reads so many items, each of which takes a byte at least; list reads how many they are before.
  function times<T>(count: number, item: () => T): T[] {
    check(count <= left());
    return Array.from({ length: count }, item);
  }
  const list = <T>(item: () => T): T[] => times(varint(), item);

  const string = (): string => utf8(take(varint()));

  // coded reads a front-coded string.
  function coded(): string {
    const same = varint(), rest = take(varint()), all = new Uint8Array(same + rest.length);
    check(same <= last.length);
    all.set(last.subarray(0, same));
    all.set(rest, same);
    return utf8((last = all));
  }

  // name reads the name of a file, "" if there is none.
  function name(): string {
    const s = Array.from(take(6), (b) => (b + 256).toString(16).slice(1)).join("");
    return /[^0]/.test(s) ? s : "";
  }

  // part reads bytes of the same file.
  const part = (bytes: Uint8Array): Cursor => cursor(bytes, path);

  return { check, left, take, byte, varint, times, list, string, coded, name, part };
}

// utf8 decodes bytes. Not all engines have a TextDecoder.
export function utf8(bytes: Uint8Array): string {
  let s = "";
  for (let i = 0; i < bytes.length; ) {
    let c = bytes[i++]!;
    if (c > 127) {
      const more = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
      c &= 63 >> more;
      for (let k = 0; k < more; k++) c = (c << 6) | (bytes[i++]! & 63);
    }
    s += String.fromCodePoint(c < 0x110000 ? c : 0xfffd);
  }
  return s;
}

// compare orders strings as their bytes are ordered in UTF-8: by code points.
export function compare(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return rank(a, i) - rank(b, i);
}

// rank puts halves of pairs, which stand for the last code points, behind all other units, and the end before all.
function rank(s: string, i: number): number {
  const unit = i < s.length ? s.charCodeAt(i) : -1;
  return unit >> 11 === 27 ? unit + 0x10000 : unit;
}

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
