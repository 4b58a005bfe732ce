// Words that are typed wrong: which ones may have been meant.
import type { Cursor } from "./bytes.ts";

// The vocabulary: words that may have been meant.
interface Vocabulary {
  terms: string[];
  sizes: number[]; // log2 of how many pages have each
  letters: number[]; // a bit for each letter that it has
}

// A Guess is one or more words that may have been meant by one.
export interface Guess {
  words: string[];
  weight: number; // how sure it is
  score: number; // weight, and how common the words are
}

const least = 4; // letters of a word that is corrected by one edit
const leastTwo = 8; // and by two
const short = ["on", "of", "to", "in", "up", "off", "out"]; // words that the vocabulary does not have

// guess returns what may have been meant by a word, best of all.
export function guess(word: string, v: Vocabulary): Guess | undefined {
  if (word.length < least || /\d/.test(word)) return undefined;
  const max = word.length < leastTwo ? 1 : 2, letters = lettersOf(word), sizes = new Map<string, number>(short.map((w) => [w, 1]));
  let best: Guess | undefined;
  const offer = (words: string[], weight: number, size: number): void => {
    const score = weight + 0.015 * size;
    if (score > (best?.score ?? 0)) best = { words, weight, score };
  };
  v.terms.forEach((term, i) => {
    const size = v.sizes[i]!;
    if (word.startsWith(term) || word.endsWith(term)) sizes.set(term, size);
    if (Math.abs(term.length - word.length) > max || bits(letters ^ v.letters[i]!) > 2 * max) return;
    const d = distance(word, term, max);
    if (d <= max) offer([term], (d === 1 ? 0.7 : 0.45) * (term[0] === word[0] ? 1 : 0.8), size);
  });
  for (let i = 2; i < word.length - 1; i++) {
    const parts = [word.slice(0, i), word.slice(i)], of = parts.map((p) => sizes.get(p) ?? -1);
    if (of.every((size) => size >= 0)) offer(parts, 0.5, Math.min(...of));
  }
  if (!best) {
    v.terms.forEach((term, i) => {
      let same = 0;
      while (same < term.length && term[same] === word[same]) same++;
      if (same >= least && same >= word.length * 0.6 && term.length <= word.length + 3) offer([term], 0.3, same * 20 + v.sizes[i]!);
    });
  }
  return best;
}

// distance counts the letters to change, add, leave out or swap with the next one; max + 1 if they are more than max.
function distance(a: string, b: string, max: number): number {
  let before: number[] = [], row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2]! + 1);
      next.push(d);
      least = Math.min(least, d);
    }
    if (least > max) return max + 1;
    before = row;
    row = next;
  }
  return row[b.length]!;
}

// readVocabulary reads the file v.
export function readVocabulary(c: Cursor): Vocabulary {
  const sizes: number[] = [];
  const terms = c.list(() => {
    const term = c.coded();
    sizes.push(c.byte());
    return term;
  });
  return { terms, sizes, letters: terms.map(lettersOf) };
}

// lettersOf has a bit for each letter of a word.
function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

function bits(n: number): number {
  let count = 0;
  for (; n; n &= n - 1) count++;
  return count;
}
