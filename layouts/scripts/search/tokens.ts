// Words of a text, exactly as the index has them: tokens.go says the same in Go, and testdata/tokens.json there holds
// the two together.

export interface Token {
  term: string; // folded: no accents, lower case
  exact: string; // with its accents, where they say more than term; else ""
  start: number; // where it stands in the text
  end: number;
  position: number; // number of the word in its text; that of the first one, if it is joined
  joined: boolean; // several words as one, "oncall" beside "on" and "call"
}

// exactTerm is the term of a word with its accents.
export const exactTerm = (t: Token): string => t.term + "\x01" + t.exact;

// A sign of a word, or the joint between two words of a compound.
interface Letter {
  fold: string; // "": vanishes
  exact: string; // in lower case, but with its accents; "": vanishes
  start: number;
  end: number;
  kind: number;
}

// What a sign is.
const plain = 1, lower = 2, upper = 4, digit = 8, wide = 16, mark = 32, joint = 64, quote = 128;

const longest = 32; // code points of a term, others are cut
const maxWhole = 4; // parts of a compound that is also a term as a whole

// Letters that decomposing leaves as they are.
const foldings: Record<string, string> = {
  ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", ħ: "h", ς: "σ",
};

// Scripts without blanks between words; the signs for a long vowel and for "end" belong to several scripts.
const blankless = /[ー〆\p{sc=Thai}\p{sc=Lao}\p{sc=Myanmar}\p{sc=Khmer}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
// Scripts whose readers look for words without their marks.
const markless = /[\x00-\x7f\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}]/u;
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/;
const apostrophe = /['´\u02bc\u2018\u2019\u201b\u2032\uff07]/;
const chunks = /[^ \n]+/g; // what stands between blanks
const simple = /^[("]?([A-Za-z]?[a-z]{0,31}|\d{1,32})[),.;:!?"]*$/; // most words of most texts

const kinds = new Map<string, number>();

function kindOf(c: string): number {
  let k = kinds.get(c);
  if (k === undefined) kinds.set(c, (k = slowKind(c)));
  return k;
}

function slowKind(c: string): number {
  if (c === "'") return quote;
  if ("-‐‑–_/.:@&+,".includes(c)) return joint;
  if (/\p{M}/u.test(c)) return mark;
  const k = /\p{N}/u.test(c) ? digit : /\p{Ll}/u.test(c) ? lower : /\p{Lu}/u.test(c) ? upper : /\p{L}/u.test(c) ? plain : 0;
  return k && k | plain | (blankless.test(c) ? wide : 0);
}

// tokens returns the words of a text. Queries differ in one thing: scripts without blanks between words give pairs of
// signs, and only a text gives the last sign once more alone, so that one that is typed is found.
export function tokens(text: string, query = false): Token[] {
  const list: Token[] = [];
  let run: Letter[] = []; // a word, or a compound with its joints
  let isWide = false; // run is of a script without blanks
  let joined = 0; // the joint that stands behind run, and belongs to it if another letter follows
  let comma = false; // that is a comma, and joins digits only
  let base = ""; // the letter that marks belong to
  let position = 0;

  for (const { 0: chunk, index: at } of text.matchAll(chunks)) {
    const word = simple.exec(chunk)?.[1];
    if (word) {
      const start = at + chunk.indexOf(word);
      list.push({ term: word.toLowerCase(), exact: "", start, end: start + word.length, position: position++, joined: false });
      continue;
    }
    let i = at;
    for (const c of chunk) {
      const end = i + c.length;
      if (apostrophe.test(c)) put("'", i, end);
      else if (!invisible.test(c)) for (const d of c < "\x80" ? c : c.normalize("NFKD")) put(d, i, end);
      i = end;
    }
    flush();
  }
  return list;

  // put takes the next sign, decomposed.
  function put(c: string, start: number, end: number): void {
    const kind = kindOf(c);
    if (!kind) flush();
    else if (kind === mark) {
      if (base) run.push({ fold: markless.test(base) ? "" : c, exact: c, start, end, kind });
    } else if (kind >= joint) {
      base = "";
      if (!run.length || isWide || joined) flush();
      else [joined, comma] = [kind, c === ","];
    } else {
      if (kind >= wide !== isWide || (comma && !(kind & run[run.length - 1]!.kind & digit))) {
        flush();
        isWide = kind >= wide;
      }
      if (joined) run.push({ fold: "", exact: "", start, end: start, kind: joined });
      [joined, comma, base] = [0, false, kind & digit ? "" : c];
      const exact = c.toLowerCase();
      run.push({ fold: foldings[exact] ?? exact, exact, start, end, kind });
    }
  }

  // flush ends the run and gives its words.
  function flush(): void {
    if (isWide) pairs(compose(run));
    else if (run.length) compound(run);
    [run, isWide, joined, comma, base] = [[], false, 0, false, ""];
  }

  // pairs gives the words of a script without blanks: each sign with the next one.
  function pairs(l: Letter[]): void {
    for (let i = 0; i < l.length; i++) {
      if (!query || i + 1 < l.length || !i) add(l.slice(i, i + 2), position++, false);
    }
  }

  // compound gives the parts of "on-call", and the whole.
  function compound(l: Letter[]): void {
    const first = position, whole: Letter[] = [];
    let parts = 0;
    for (let n; l.length; parts++) {
      n = index(l, joint);
      whole.push(...part(l.slice(0, n)));
      l = l.slice(n + 1);
    }
    if (parts > 1 && parts <= maxWhole) add(whole, first, true);
  }

  // part gives a part of a compound, without a genitive's 's, and beside "l'équipe" what stands behind the apostrophe.
  // It returns what the part adds to the whole.
  function part(l: Letter[]): Letter[] {
    const first = position, last = l.length - 2;
    if (last > 0 && l[last]!.kind === quote && l[last + 1]!.fold === "s") l = l.slice(0, last);
    const n = index(l, quote), before = fold(l.slice(0, n)), rest = l.slice(n + 1);
    const elided = before === "qu" || ([...before].length === 1 && !(l[0]!.kind & digit));
    if (!elided || [...fold(rest)].length < 2) {
      humps(l);
      return l;
    }
    humps(rest);
    add(l, first, true);
    return rest;
  }

  // humps gives a word, and the parts of "setTimeout" after it.
  function humps(l: Letter[]): void {
    let n = hump(l);
    add(l, position, n < l.length);
    if (n === l.length) position++;
    else
      for (; l.length; l = l.slice(n)) {
        n = hump(l);
        add(l.slice(0, n), position++, false);
      }
  }

  // add gives one word.
  function add(l: Letter[], position: number, joined: boolean): void {
    const term = cut(fold(l).normalize());
    const exact = joined ? "" : cut(l.map((x) => x.exact).join("").normalize());
    list.push({ term, exact: exact === term ? "" : exact, start: l[0]!.start, end: l[l.length - 1]!.end, position, joined });
  }
}

const fold = (l: Letter[]): string => l.map((x) => x.fold).join("");

const cut = (s: string): string => (s.length > longest ? [...s].slice(0, longest).join("") : s);

// index returns where the first sign of a kind stands, the length if there is none.
function index(l: Letter[], kind: number): number {
  const i = l.findIndex((x) => x.kind === kind);
  return i < 0 ? l.length : i;
}

// hump returns where the first capital stands behind a small letter, the length if there is none.
function hump(l: Letter[]): number {
  let before = 0;
  for (let i = 0; i < l.length; i++) {
    const { kind } = l[i]!;
    if (kind === mark) continue;
    if (kind & upper && before & lower) return i;
    before = kind;
  }
  return l.length;
}

// compose puts signs together that decomposing took apart, such as the jamo of a syllable.
function compose(run: Letter[]): Letter[] {
  const list: Letter[] = [];
  for (let i = 0, n; i < run.length; i = n) {
    let text = run[i]!.fold;
    for (n = i + 1; n < run.length && leans(run[n]!.fold); n++) text += run[n]!.fold;
    for (const c of text.normalize()) list.push({ fold: c, exact: c, start: run[i]!.start, end: run[n - 1]!.end, kind: plain });
  }
  return list;
}

// leans reports whether c may be one with what stands before it: a vowel or a coda of Hangul, or a mark that has a
// place among others, as which it would go behind this one.
const leans = (c: string): boolean => /[\u102e\u1160-\u11ff]/.test(c) || (c + "\u0334").normalize() !== c + "\u0334";
