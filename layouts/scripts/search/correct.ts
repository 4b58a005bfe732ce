// What may have been meant by words that are typed wrong.
import { needFor, type Need } from "./expand.ts";
import type { Index } from "./files.ts";
import type { Query, Word } from "./query.ts";
import { guess, readVocabulary } from "./typo.ts";

// correct finds what may have been meant by words that are unknown, with what finds a word for a need. It returns the
// query as it is understood then, "" if as it was written.
export async function correct(
  index: Index, q: Query, unknown: Word[], needs: Map<Word, Need>, same: (need: Need, word: string, weight: number) => Promise<void>,
): Promise<string> {
  if (!index.vocabulary) return "";
  const v = await index.file(`v/${index.vocabulary}.bin`, readVocabulary);
  const instead = new Map<Word, string>();
  for (const w of unknown) {
    if (instead.has(w)) continue;
    const joins = [...q.joins].filter(([, of]) => of.includes(w) && of.length === 2);
    const tries = [[w.term, [w]] as [string, Word[]], ...joins].flatMap(([term, of]) => {
      const g = guess(term, v);
      return g ? [{ of, ...g }] : [];
    });
    const [best] = tries.sort((a, b) => b.score - a.score);
    if (!best) continue;
    const need = needFor(best.of);
    await Promise.all(best.words.map((word) => same(need, word, best.weight)));
    for (const o of best.of) {
      needs.set(o, need);
      instead.set(o, o === best.of[0] ? best.words.join(" ") : "");
    }
  }
  if (!instead.size) return "";
  let text = "", at = 0;
  for (const p of q.places) {
    const word = instead.get(p.word);
    if (word === undefined) continue;
    text += q.text.slice(at, p.start) + word;
    at = p.end;
  }
  return (text + q.text.slice(at)).replace(/\s+/g, " ").trim();
}
