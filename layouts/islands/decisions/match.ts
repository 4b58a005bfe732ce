// Which decision a reader means: by the words of titles and other names, of what they are about, and of rows. Nothing
// is better than something that only sounds alike: then the handbook's rule for what nobody listed holds.

export interface Named {
  title: string;
  names: string; // other names
  about: string; // what else is said of it
}

const little = new Set(
  "a an the i me my we us our you your he she they them it this that these can could may might must shall should will would do does did am is are be been to for of in on at as by and or if not with from up so any some somebody someone anybody anyone people please much many now here there what who whom when how".split(" "),
);
const light = new Set("give get make take have let want need put go come say ask tell allowed decide".split(" "));
const endings = new Set(["", "e", "s", "es", "ed", "d", "r", "er", "ers", "ing", "ion", "ions", "al", "als", "y", "ies", "ise", "ize", "ment", "ments", "n", "en"]);
const enough = 0.5; // of what was typed must be found

const wordsOf = (text: string): string[] => text.toLowerCase().normalize("NFC").match(/\p{L}[\p{L}\p{M}\p{N}]*/gu) ?? [];

// match returns the numbers of those that a text may mean, best first.
export function match(text: string, all: Named[]): { at: number; score: number }[] {
  const typed = [...new Set(wordsOf(text))], said = typed.filter((w) => !little.has(w)), asked = said.length ? said : typed;
  const known = all.map((n) => ({ title: wordsOf(n.title), names: wordsOf(n.names), about: wordsOf(n.about) }));
  const near = (word: string, list: string[]): number => list.reduce((most, w) => Math.max(most, alike(word, w)), 0);
  const found = known.map(() => 0), titled = known.map(() => 0);
  let whole = 0;
  for (const word of asked) {
    const scores = known.map((k) => Math.max(near(word, k.title), near(word, k.names), 0.5 * near(word, k.about)));
    const good = scores.filter((s) => s >= 0.5).length;
    const weight = (light.has(word) ? 0.25 : 1) * Math.log(2 + all.length / Math.max(1, good)) * (good || word.length > 3 ? 1 : 0.3);
    whole += weight;
    scores.forEach((s, i) => ((found[i]! += weight * s), (titled[i]! += near(word, known[i]!.title))));
  }
  return found
    .map((sum, at) => ({ at, score: sum / (whole || 1) + (0.1 * titled[at]!) / Math.max(1, known[at]!.title.filter((w) => !little.has(w)).length) }))
    .filter(({ at }) => found[at]! >= enough * whole && whole > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at);
}

// alike tells how much a word that was typed is one that stands there: 1 for the same.
function alike(typed: string, word: string): number {
  if (typed === word) return 1;
  if (typed.length < 3 || word.length < 3) return 0;
  let n = 0;
  while (n < typed.length && typed[n] === word[n]) n++;
  const rest = (w: string): string => (w[n] === w[n - 1] ? w.slice(n + 1) : w.slice(n)); // "swapping"
  if (n >= 3 && endings.has(rest(typed)) && endings.has(rest(word))) return 0.9;
  if (n === typed.length) return 0.75; // it is only begun
  return typed.length > 3 && word.length > 3 && slips(typed, word) ? 0.7 : 0;
}

// slips reports whether one slip of the fingers, or two in a long word, lies between two words.
function slips(a: string, b: string): boolean {
  const most = Math.min(a.length, b.length) > 7 ? 2 : 1;
  if (Math.abs(a.length - b.length) > most) return false;
  let before: number[] = [], row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1], crossed = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1), crossed ? before[j - 2]! + 1 : Infinity);
    }
    [before, row] = [row, next];
  }
  return row[b.length]! <= most;
}
