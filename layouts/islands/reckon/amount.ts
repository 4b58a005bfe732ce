// Amounts as people write them, read as generator/internal/amount reads the limits of ladders, and more kindly: a
// reader is not told off for a separator. Where two readings are left the greater one counts: who asks about too much
// asks once too often; who asks about too little would decide what is not theirs.

export interface Format {
  group: string; // the sign between thousands, " " for any blank
  decimal: string;
  currency: string; // what "$" stands for
}

export interface Amount {
  value: number;
  unit: string; // in small letters; "" if none was said
  open: boolean; // "more", "over 400": no end
}

// A Find is an amount in a text.
export interface Find {
  amount: Amount;
  start: number;
  end: number;
}

const most = 1e15; // a number is exact below
const mostDigits = 15;
const signs: Record<string, string> = { "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR" };
const codes = "USD EUR GBP CHF JPY CNY INR AUD CAD NZD SEK NOK DKK PLN CZK HUF RON BRL MXN ZAR SGD HKD KRW ILS";
const names: Record<string, string> = { euro: "eur", pound: "gbp" };
const open = ["", "more", "any", "any amount", "no limit", "unlimited", "-", "–", "—"];
const word = /^\p{L}[\p{L}\p{M}²³-]*$/u;
const measures = /^(%|minute|hour|day|working day|week|month|quarter|year)( per |$)/;
const quantity = /^(\D*?) ?(\d+(?:[ .,'’]\d+)*)( ?k(?![\p{L}\p{Nd}-]))?(.*)$/iu;

// parse reads a whole text as an amount; undefined if it is none.
export function parse(text: string, f: Format): Amount | undefined {
  const bare = text.replace(/\s+/g, " ").trim(), over = /^over (.+)$/i.exec(bare);
  if (open.includes(bare.toLowerCase())) return { value: 0, unit: "", open: true };
  const m = quantity.exec(over?.[1] ?? bare.replace(/^(up to |(≤|<=) ?)/i, ""));
  if (!m) return undefined;
  const [, before = "", digits = "", thousand, behind = ""] = m, unit = unitOf(behind.trim(), before, f);
  let value = number(digits, f);
  if (!unit || value === undefined) return undefined;
  value = Number((Number(`${value}${thousand ? "e3" : ""}`) * unit.factor).toPrecision(mostDigits));
  return value < most ? { value, unit: unit.name, open: !!over } : undefined;
}

// find finds the amount in a text that is most likely meant: one in a unit that fits, else a bare number, else one in
// a unit that is always one.
export function find(text: string, f: Format, fits: (unit: string) => boolean): Find | undefined {
  const known = [...Object.keys(signs), "\\$", ...codes.split(" "), ...(f.currency ? [f.currency] : [])].join("|");
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}.,:/-])\\+?(?:(?:${known}) ?)?\\d+(?:[ .,'’\\u00a0\\u202f]\\d+)*(?: ?k(?![\\p{L}\\p{N}]))?(?![\\p{L}\\d:/-]*[\\d:/])(?: ?[%€$£¥₹]| ?\\p{L}[\\p{L}\\p{M}²³-]*(?: \\p{L}[\\p{L}\\p{M}²³-]*){0,3})?`,
    "giu",
  );
  let best: (Find & { rank: number }) | undefined;
  for (const m of text.matchAll(pattern)) {
    for (const part of shorter(m[0])) {
      const amount = parse(part, f);
      if (!amount) continue;
      const { unit } = amount, said = unit && measured(unit, f);
      const rank = unit && fits(unit) ? 3 : !unit ? 2 : said ? 1 : 0;
      if (rank > (best?.rank ?? 0)) best = { amount, start: m.index, end: m.index + part.length, rank };
      if (said) break; // its number alone means something else
    }
  }
  return best;
}

// shorter returns a text without its last words, one less each time.
function shorter(text: string): string[] {
  const out: string[] = [];
  for (let t = text; t; t = /^(.*[^ ]) +[^ ]+$/.exec(t)?.[1] ?? "") out.push(t);
  return out;
}

// measured reports whether a unit is always one, whatever a ladder counts in.
function measured(unit: string, f: Format): boolean {
  const [head = ""] = unit.split(" per ");
  return measures.test(unit) || unit in names || !!currency(head.toUpperCase(), f);
}

// same reports whether two units are one.
export function same(a: string, b: string, f: Format): boolean {
  const plain = (u: string) => (u === "person" ? "people" : u === "dollar" ? dollar(f).toLowerCase() : (names[u] ?? u));
  return plain(a.toLowerCase()) === plain(b.toLowerCase()) || a.toLowerCase() === b.toLowerCase();
}

// write writes a number in the way of the handbook.
export function write(value: number, { group, decimal }: Format): string {
  const [whole = "", fraction] = plainly(value).split(".");
  const text = whole.replace(/\B(?=(\d{3})+$)/g, group === " " ? "\u202f" : group);
  return fraction ? text + decimal + fraction : text;
}

function plainly(value: number): string {
  return value && value < 1e-6 ? value.toFixed(20).replace(/0+$/, "") : `${value}`;
}

// number reads digits: in the language of the handbook if that gives a whole number, else in the way that gives most.
function number(digits: string, f: Format): number | undefined {
  const own = normal(digits, f.group, f.decimal);
  if (own && !own.includes(".")) return Number(own);
  const other = [[",", "."], [".", ","], ["’", "."]].map(([group, decimal]) => normal(digits, group!, decimal!));
  const values = [own, ...other].filter((s) => s !== undefined).map(Number);
  return values.length ? Math.max(...values) : undefined;
}

// normal turns digits into what JavaScript reads; undefined if they are not written in this way.
function normal(digits: string, group: string, decimal: string): string | undefined {
  const text = digits.replaceAll("'", "’"), at = text.indexOf(decimal);
  const whole = at < 0 ? text : text.slice(0, at), fraction = at < 0 ? "" : text.slice(at + 1);
  const groups = whole.split(whole.includes(" ") ? " " : group);
  if (/\D/.test(groups.join("") + fraction)) return undefined;
  if (groups.length > 1 && !(/^[1-9]\d{0,2}$/.test(groups[0]!) && groups.slice(1).every((g) => g.length === 3))) return undefined;
  const plain = groups.join("");
  if (plain.length + fraction.length > mostDigits) return undefined;
  return fraction ? `${plain}.${fraction}` : plain;
}

interface Unit {
  name: string;
  factor: number;
}

// unitOf reads what stands behind and before a number.
function unitOf(behind: string, before: string, f: Format): Unit | undefined {
  const [, head = "", per] = /^(.*?)(?:(?:^| )per (.*))?$/.exec(behind)!;
  if (per !== undefined && !word.test(per.trim())) return undefined;
  let unit: Unit | undefined = { name: "", factor: 1 };
  if (before) {
    const code = currency(before, f) || currency(before.toUpperCase(), f);
    if (!code || (head && currency(head, f) !== code)) return undefined;
    unit.name = code.toLowerCase();
  } else if (head) {
    unit = counted(head.trim(), f);
  } else if (per !== undefined) {
    return undefined;
  }
  if (unit && per !== undefined) unit.name += ` per ${singular(per.trim().toLowerCase())}`;
  return unit;
}

function counted(text: string, f: Format): Unit | undefined {
  const code = currency(text, f), name = code ? code.toLowerCase() : singular(text.toLowerCase());
  if (!code && name === "week") return { name: "day", factor: 7 };
  if (code || text === "%" || name === "working day" || (word.test(text) && name !== "k")) return { name, factor: 1 };
  return undefined;
}

const dollar = (f: Format): string => (/^[A-Z]{3}$/.test(f.currency) ? f.currency : "USD");

// currency returns the code that a sign or a code means, "" if it means none.
function currency(text: string, f: Format): string {
  if (text === "$") return dollar(f);
  return signs[text] ?? (/^[A-Z]{3}$/.test(text) && (text === f.currency || codes.includes(text)) ? text : "");
}

// singular takes the ending of an English plural away. It only has to make both forms of a word equal.
function singular(text: string): string {
  const stem = text.slice(0, -1);
  if (!text.endsWith("s") || stem.length < 2 || /[sui]$/.test(stem)) return text;
  if (stem.endsWith("ie") && stem.length > 3) return `${stem.slice(0, -2)}y`;
  return /(ch|sh|x|ss|zz)e$/.test(stem) ? stem.slice(0, -1) : stem;
}
