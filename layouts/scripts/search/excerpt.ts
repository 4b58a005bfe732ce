// What is shown of a text: the part that says most of what a reader typed, with the words marked.
import { tokens, type Token } from "./tokens.ts";
import type { Marked } from "./types.ts";

// Weigh tells what a word of a text weighs in a query, and which word of the query it stands for; undefined if none.
export type Weigh = (t: Token) => { weight: number; word: unknown } | undefined;

interface Match {
  start: number;
  end: number;
  weight: number;
  word: unknown;
}

const length = 180; // of an excerpt, about
const lead = 50; // that is shown before its first word, at most
const quoteWords = 6; // of a text fragment

// mark marks words in a text as a whole.
export const mark = (text: string, weigh: Weigh): Marked => pieces(text, 0, text.length, matches(tokens(text), weigh));

// excerpt returns the best part of a text, and some words for a text fragment, which must stand together in the page.
export function excerpt(text: string, weigh: Weigh): { marked: Marked; quote: string } {
  const list = tokens(text), found = matches(list, weigh);
  const [first, last] = window(found);
  let start = 0, end = text.length;
  if (end > length) {
    if (first) start = begin(text, list, first.start);
    const stop = Math.max(last?.end ?? 0, start + length);
    end = list.find((t) => t.end >= stop)?.end ?? text.length;
    if (text.length - end < 12) end = text.length; // a last word, a full stop
  }
  const marked = pieces(text, start, end, found);
  if (start > 0) marked.unshift(["… ", false]);
  if (end < text.length) marked.push([" …", false]);
  return { marked, quote: first ? quote(text, list, first) : "" };
}

// matches returns what is marked, from left to right; what overlaps is one.
function matches(list: Token[], weigh: Weigh): Match[] {
  const found: Match[] = [];
  for (const t of list) {
    const w = weigh(t);
    if (w) found.push({ start: t.start, end: t.end, ...w });
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter((m, i) => !found.slice(Math.max(0, i - 6), i).some((o) => o.end >= m.end));
}

// window returns the first and the last of the words that together say most.
function window(found: Match[]): [Match?, Match?] {
  let best = 0, range: [Match?, Match?] = [];
  found.forEach((first, i) => {
    const words = new Set<unknown>();
    let score = 0, last = first;
    for (let j = i; j < found.length && found[j]!.end - first.start <= length - lead; j++) {
      const m = (last = found[j]!);
      score += words.has(m.word) ? m.weight / 20 : m.weight;
      words.add(m.word);
    }
    if (score > best * 1.001) [best, range] = [score, [first, last]];
  });
  return range;
}

// begin returns where an excerpt begins that shows a place: with the sentence, or some words before.
function begin(text: string, list: Token[], place: number): number {
  if (place <= lead) return 0;
  const before = text.slice(place - lead, place), sentence = /^[^]*(?:[.!?:]\s|\n)/.exec(before)?.[0].length;
  const from = place - lead + (sentence ?? 0);
  return sentence ? from + /^\s*/.exec(text.slice(from))![0].length : (list.find((t) => t.start >= from)?.start ?? place);
}

// quote returns a word with those that follow it in its sentence. If none do, those before it are no help either.
function quote(text: string, list: Token[], from: Match): string {
  let end = from.end, count = 1;
  for (const t of list) {
    if (t.start < end || t.joined) continue;
    if (count === quoteWords || !/^[ ,'’"“”()-]*$/.test(text.slice(end, t.start))) break;
    end = t.end;
    count++;
  }
  return text.slice(from.start, end);
}

// pieces cuts a part of a text at the borders of what is marked.
function pieces(text: string, start: number, end: number, found: Match[]): Marked {
  const list: Marked = [];
  const put = (to: number, marked: boolean): void => {
    if (to > start) list.push([text.slice(start, to).replace(/\s+/g, " "), marked]);
    start = Math.max(start, to);
  };
  for (const m of found) {
    if (m.end <= start || m.start >= end) continue;
    put(m.start, false);
    put(Math.min(m.end, end), true);
  }
  put(end, false);
  return list;
}
