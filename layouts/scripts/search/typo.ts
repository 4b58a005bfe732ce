// Words that are typed wrong: which ones may have been meant.
import { lettersOf, type Vocabulary } from "./files.ts";

// A Guess is one or more words that may have been meant by one.
export interface Guess {
  words: string[];
  weight: number; // how sure it is
  score: number; // weight, and how common the words are
}

const least = 4; // letters of a word that is corrected by one edit
const leastTwo = 8; // and by two

// guess returns what may have been meant by a word, the best first: up to three that are equally close.
export function guess(word: string, v: Vocabulary): Guess[] {
  if (word.length < least || /\d/.test(word)) return [];
  const list = close(word, v);
  if (!list.length || list[0]!.weight < 0.5) list.unshift(...split(word, v));
  if (!list.length) list.push(...longestPrefix(word, v));
  return list.filter((g, i) => i < 3 && g.weight >= list[0]!.weight - 0.05);
}

// close returns the words that are one edit away, or two, if there is none.
function close(word: string, v: Vocabulary): Guess[] {
  const max = word.length < leastTwo ? 1 : 2, letters = lettersOf(word), list: Guess[] = [];
  for (let i = 0; i < v.terms.length; i++) {
    const term = v.terms[i]!;
    if (Math.abs(term.length - word.length) > max || bits(letters ^ v.letters[i]!) > 2 * max) continue;
    const d = distance(word, term, max);
    if (d > max) continue;
    const weight = (d === 1 ? 0.7 : 0.45) * (term[0] === word[0] ? 1 : 0.8);
    list.push({ words: [term], weight, score: weight + 0.015 * v.sizes[i]! });
  }
  return list.sort((a, b) => b.score - a.score).filter((g) => g.weight > (list[0]!.weight > 0.5 ? 0.5 : 0));
}

// split returns a word as two or three that there are, which together are most common.
function split(word: string, v: Vocabulary): Guess[] {
  const known = new Map<string, number>(["on", "of", "to", "in", "up", "off", "out"].map((w) => [w, 1])); // the vocabulary has none so short
  v.terms.forEach((t, i) => {
    if (t.length > 1 && word.includes(t)) known.set(t, v.sizes[i]! + 1);
  });
  // best[n]: the first n letters as words.
  const best: ({ words: string[]; size: number } | undefined)[] = [{ words: [], size: 99 }];
  for (let n = 2; n <= word.length; n++) {
    for (let i = 0; i < n - 1; i++) {
      const before = best[i], size = Math.min(before?.size ?? 0, known.get(word.slice(i, n)) ?? 0);
      if (size > (best[n]?.size ?? 0) && before!.words.length < 3) best[n] = { words: [...before!.words, word.slice(i, n)], size };
    }
  }
  const whole = best[word.length];
  return whole && whole.words.length > 1 ? [{ words: whole.words, weight: 0.6, score: 1 }] : [];
}

// longestPrefix returns the words that begin as a word does, with as many letters as possible.
function longestPrefix(word: string, v: Vocabulary): Guess[] {
  let longest = Math.max(least, Math.ceil(word.length * 0.6)), list: Guess[] = [];
  v.terms.forEach((term, i) => {
    let n = 0;
    while (n < term.length && term[n] === word[n]) n++;
    if (n < longest || term.length > word.length + 3) return;
    if (n > longest) [longest, list] = [n, []];
    list.push({ words: [term], weight: 0.35, score: v.sizes[i]! });
  });
  return list.sort((a, b) => b.score - a.score);
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

function bits(n: number): number {
  let count = 0;
  for (; n; n &= n - 1) count++;
  return count;
}
