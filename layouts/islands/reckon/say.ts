// What a ladder answers, in words.
import { find, parse, same, write, type Amount, type Find, type Format } from "./amount.ts";
import { ask, askWhen, holder, type Level, type Row, type Verdict } from "./ladder.ts";
import type { Shown } from "../finder/page.ts";

// A Person may ask: a role, with its boss.
export interface Person {
  stem: string;
  title: string;
  boss: string;
}

export interface Question {
  amount?: Amount | undefined; // undefined: none was said
  row: number; // of a ladder of conditions, -1 if none was chosen
  roles: string[]; // stems of those who ask; the best answer of them counts
}

export interface Said {
  level?: Level;
  as: string; // the role that the answer is for
  say: string;
  more: string;
  row: number; // where it stands, -1 if nowhere
  falls: number; // the row that holds the amount
  amount: string; // as the handbook writes it
  ask: string[]; // whom to reach
  within: string; // how soon they answer, if the ladder says it
}

const order: Level[] = ["call", "within", "must", "ask"];

// sayings returns the words for ladders in one format.
export function sayings(format: Format, people: Map<string, Person>, think: string) {
  const boss = (stem: string): string => people.get(stem)?.boss ?? "";
  const title = (stem: string): string => people.get(stem)?.title ?? stem;

  return { said, amountIn };

  // amountIn is the amount of a text, for ladders that count in something.
  function amountIn(text: string, ladders: Shown[], whole: boolean): Find | undefined {
    const amount = whole ? parse(text, format) : undefined;
    if (amount && text.trim()) return { amount, start: 0, end: text.length };
    return find(text, format, (u) => ladders.some((l) => !l.when && same(u, l.unit, format)));
  }

  // said is what a ladder answers; undefined if it cannot say anything yet.
  function said(l: Shown, { amount, row, roles }: Question): Said | undefined {
    const out: Said = { as: "", say: "", more: "", row: -1, falls: -1, amount: amount ? text(l, amount.value, amount.unit) : "", ask: [], within: "" };
    const computed = l.when || l.rows.some((r) => r.holds);
    if (amount && !l.when && computed) {
      if (amount.unit && l.unit && !same(amount.unit, l.unit, format)) {
        return { ...out, say: `This ladder counts in ${l.spelled || l.unit}.`, more: `${out.amount} is not converted: ask again in ${l.spelled || l.unit}.` };
      }
      out.falls = out.row = holder(l, amount);
    }
    if (l.when) {
      if (row < 0) return undefined;
      out.falls = out.row = row;
    }
    if (!roles.length) return l.when || amount ? nobodyAsks(l, out) : undefined;
    const verdicts = roles.map((role) => ({ role, v: verdict(l, role, amount, row) }));
    const [best] = verdicts.filter(({ v }) => v).sort((a, b) => order.indexOf(a.v!.level) - order.indexOf(b.v!.level));
    return best && answer(l, best.role, best.v!, out);
  }

  // verdict is the ladder's, for an amount, a condition, or for as much as the role may decide.
  function verdict(l: Shown, role: string, amount: Amount | undefined, row: number): Verdict | undefined {
    if (l.when) return askWhen(l, role, row, boss);
    const own = last(l, (r) => r.who.includes(role) && (r.holds || !computes(l)));
    if (amount && computes(l)) return ask(l, role, amount, boss);
    if (own >= 0 && l.rows[own]!.level !== "ask") {
      const { level, who, together } = l.rows[own]!;
      return { level, row: own, ask: [], together: false, with: together ? who.filter((stem) => stem !== role) : [] };
    }
    return computes(l) ? ask(l, role, { value: 0, unit: "", open: false }, boss) : undefined;
  }

  function answer(l: Shown, role: string, v: Verdict, out: Said): Said {
    const limit = v.row < 0 ? "" : upTo(l, v.row), others = v.with.length ? `, together with ${list(v.with, "and")}` : "";
    const next = l.rows.findIndex((r, i) => i > v.row && r.holds);
    Object.assign(out, { as: title(role), level: v.level, row: v.row });
    switch (v.level) {
      case "within":
        out.say = `Yes${limit && `, ${limit}`}${others}.`;
        out.more = others ? "" : "Nobody needs to be asked.";
        break;
      case "call":
        out.say = `Your call${limit && `, ${limit}`}${others}${think && `: think about ${think}`}.`;
        break;
      case "must": {
        const because = v.row < 0 ? "" : cell(l, v.row, "Because");
        out.say = `You must${limit && `, ${limit}`}${others}${because && `, because ${because}`}.`;
        break;
      }
      default:
        return asks(l, role, v, out);
    }
    if (!l.when && next >= 0 && limit) out.more = `${out.more} Above that, ask ${named(l, next)}.`.trim();
    return out;
  }

  function asks(l: Shown, role: string, v: Verdict, out: Said): Said {
    const row = l.rows.findIndex((r) => r.who === v.ask), who = row < 0 ? list(v.ask, "or") : named(l, row);
    const nobody = v.row < 0 ? `Nobody is named for ${out.amount || "this"}. ` : "";
    const own = l.when ? -1 : last(l, (r) => r.holds && r.who.includes(role) && r.level !== "ask");
    out.ask = v.ask;
    out.say = nobody + (who && `Ask ${who}.`);
    if (row >= 0 && !nobody && !l.when) {
      const limit = upTo(l, row), mine = own >= 0 ? upTo(l, own).replace(/^up to /, "") : "";
      out.more = `They decide ${limit || "whatever is above"}${mine && `; your own limit is ${mine}`}.`;
    }
    if (row >= 0) out.within = rowsOf(l.table)[row]!.dataset.within ?? "";
    return out;
  }

  // nobodyAsks is the answer for a reader of whom nothing is known: who decides.
  function nobodyAsks(l: Shown, out: Said): Said {
    if (out.row < 0) return { ...out, say: `Nobody is named for ${out.amount}.` };
    const { who } = l.rows[out.row]!, { level } = l.rows[out.row]!, names = named(l, out.row), what = out.amount || "this";
    const verb = level === "ask" ? "asks first about" : level === "must" ? "must act on" : who.length > 1 && l.rows[out.row]!.together ? "decide" : "decides";
    return { ...out, say: `${names} ${verb} ${what}.`, more: "Choose your role, and it says what you may decide.", ask: who, within: rowsOf(l.table)[out.row]!.dataset.within ?? "" };
  }

  // upTo is the limit of a row, "" for an open end or a condition.
  function upTo(l: Shown, row: number): string {
    const { open, holds, to } = l.rows[row]!;
    if (l.when || (holds && open)) return "";
    const limit = holds ? text(l, to, l.unit) : (rowsOf(l.table)[row]!.cells[0]!.textContent ?? "").trim();
    return /^(up to|≤)/i.test(limit) ? limit : `up to ${limit}`;
  }

  // text is an amount in the unit of a ladder, else in its own.
  function text(l: Shown, value: number, unit: string): string {
    const spelled = !unit || same(unit, l.unit, format) ? l.spelled || l.unit : /^[a-z]{3}$/.test(unit) ? unit.toUpperCase() : unit;
    const tight = !spelled || (spelled.startsWith("%") && format.decimal === ".");
    return `${write(value, format)}${tight ? "" : " "}${spelled}`;
  }

  function named(l: Shown, row: number): string {
    return rowsOf(l.table)[row]!.dataset.names ?? "";
  }

  function cell(l: Shown, row: number, column: string): string {
    return [...rowsOf(l.table)[row]!.cells].find((c) => c.dataset.column === column)?.textContent?.trim() ?? "";
  }

  function list(stems: string[], joint: string): string {
    const names = stems.map(title);
    return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${joint} ${names.at(-1)}`;
  }
}

const rowsOf = (table: HTMLTableElement): HTMLTableRowElement[] => [...table.tBodies[0]!.rows];

const last = (l: Shown, suits: (r: Row) => boolean): number => l.rows.map(suits).lastIndexOf(true);

const computes = (l: Shown): boolean => l.rows.some((r) => r.holds);

// formatOf is how the handbook writes numbers, as the form says.
export function formatOf({ dataset: { group = ",", decimal = ".", currency = "" } }: HTMLElement): Format {
  return { group, decimal, currency };
}

// thinkOf is what to think about, if it is short enough to stand in a sentence.
export function thinkOf(main: ParentNode): string {
  const text = main.querySelector(".think .saying")?.textContent?.trim().replace(/\.$/, "") ?? "";
  return text.length > 110 ? "" : text;
}
