// Amounts in a query, and the rows of ladders that hold them: "refund 400", "€1,500", "2k", "10 days".
import type { Page, Section } from "./types.ts";

export interface Amount {
  value: number;
  unit: string; // "" if none is named
  start: number; // of the number, with its unit
  end: number;
}

const signs: Record<string, string> = { "€": "eur", "£": "gbp", "¥": "jpy", "₹": "inr", $: "$", "%": "%" };
const periods = /^(minute|hour|day|working day|week|month|quarter|year)$/;
const pattern =
  /(?<![\p{L}\p{N}.,:/-])(?:([$€£¥₹])|([a-z]{3}) )? ?(\d[\d.,'’\u00a0\u202f]*(?: \d{3}(?!\d))*)( ?k(?!\p{L}))?(?![\p{L}\d:/-])(?: ?([$€£¥₹%]|working days?|\p{L}+))?/giu;

// amounts returns the amounts in a text. A word beside a number is its unit if it is always one, or if it is one of
// units, which handbooks use.
export function amounts(text: string, units: Set<string>): Amount[] {
  const list: Amount[] = [];
  for (const m of text.matchAll(pattern)) {
    const [all, sign = "", before = "", digits, thousand = "", behind = ""] = m;
    let value = number(digits!) * (thousand ? 1000 : 1);
    const names = [sign, before, behind].map((u) => signs[u] ?? singular(u));
    let unit = names.find((u) => u === "$" || u === "%" || periods.test(u) || units.has(u)) ?? signs[sign] ?? signs[behind] ?? "";
    const first = before && names[1] !== unit ? before.length + 1 : 0, last = behind && names[2] !== unit ? behind.length : 0;
    if (unit === "week") [value, unit] = [value * 7, "day"];
    if (!Number.isNaN(value)) list.push({ value, unit, start: m.index + first, end: m.index + all.length - last });
  }
  return list;
}

// number reads digits whose separators may be those of any language: what is followed by three digits groups.
function number(digits: string): number {
  const plain = digits.replace(/[.,]+$/, "").replace(/[ '’\u00a0\u202f]/g, "");
  const [, whole = plain, fraction = ""] = /^(.*)[.,](\d{1,2}|\d{4,})$/.exec(plain) ?? [];
  return Number(`${whole.replace(/[.,]/g, "")}.${fraction}`);
}

function singular(unit: string): string {
  unit = unit.toLowerCase();
  return unit.length > 2 ? unit.replace(/([^s])s$/, "$1") : unit;
}

// unitOf returns the unit of a limit as amounts have it.
const unitOf = (l: NonNullable<Section["limit"]>): string => singular(l.unit.replace(/ per .*/, ""));

// unitsOf adds the units of a page's limits.
export function unitsOf(page: Page, units: Set<string>): void {
  for (const { limit } of page.sections ?? []) if (limit) units.add(unitOf(limit));
}

// holders returns the sections of a page that are the first of their ladder to hold an amount.
export function holders({ sections = [] }: Page, a: Amount): number[] {
  const held: number[] = [];
  let before: Section["limit"], done = false;
  sections.forEach(({ as, limit }, i) => {
    if (as !== "row") before = undefined;
    if (as !== "row" || !limit) return;
    if (!before || before.open || before.unit !== limit.unit || (!limit.open && limit.max! <= before.max!)) done = false;
    before = limit;
    const unit = unitOf(limit), fits = !a.unit || unit === a.unit || (a.unit === "$" && unit.length === 3);
    if (!done && fits && (limit.open || (limit.max ?? 0) >= a.value)) {
      done = true;
      held.push(i);
    }
  });
  return held;
}
