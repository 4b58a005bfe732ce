// A run as text, as a table for a spreadsheet, and as files.
import { day } from "../../scripts/runs/cadence.ts";
import { count, type Run, type Status, type Tick, tickOf } from "../../scripts/runs/record.ts";
import { goneOf, wordsOf } from "../checklist/gone.ts";
import { clock } from "../checklist/lines.ts";
import type { List } from "../checklist/page.ts";
import { dayOf } from "./link.ts";

// Entry is a line of a run, also one that is no longer on the list.
interface Entry {
  group: string;
  id: string;
  words: string;
  s: Status;
  t: number; // 0: unknown
  remark: string;
}

function entries(list: List, run: Run | undefined): Entry[] {
  const lines = list.lines.map(({ group, id, words, hash }, i): Entry => {
    const tick = run && tickOf(run, list.lines[i]!);
    const remark = run && !tick ? "new since the run was begun" : tick && tick.s !== "open" && tick.h && tick.h !== hash ? `ticked as: ${tick.w}` : "";
    return { group, id, words, remark, ...said(tick) };
  });
  const gone = run ? goneOf(list, run) : [];
  return [...lines, ...gone.map((one): Entry => ({
    group: "", id: one[0], words: wordsOf(one), remark: "no longer on the list", ...said(one[1]),
  }))];
}

function said(tick: Tick | undefined): { s: Status; t: number } {
  return tick && tick.s !== "open" ? tick : { s: "open", t: 0 };
}

// markdownOf is a run as a list of tasks.
export function markdownOf(list: List, run: Run | undefined, name: string): string {
  const out = [`# ${plain(list.title)}`];
  if (run) {
    const n = count(list.lines.map((line) => tickOf(run, line)));
    const end = run.state.s === "finished" ? `, finished ${day(run.state.t, Date.now())} ${clock(run.state.t)}` : "";
    out.push("", `Run: ${plain(name)}. Begun ${day(run.begun, Date.now())}${end}. ${n.done} of ${n.of} done${n.na ? `, ${n.na} not applicable` : ""}.`);
  }
  let group: string | undefined;
  for (const { remark, ...e } of entries(list, run)) {
    const heading = remark === "no longer on the list" ? "No longer on the list" : e.group;
    if (heading !== group) out.push("", ...(heading ? [`## ${plain(heading)}`, ""] : []));
    group = heading;
    const notes = [e.s === "na" && "does not apply", e.t > 0 && `${dayOf(e.t)} ${clock(e.t)}`, remark !== heading.toLowerCase() && plain(remark)].filter(Boolean).join("; ");
    const words = e.s === "na" ? `~~${plain(e.words)}~~` : plain(e.words);
    out.push(`- [${e.s === "done" ? "x" : " "}] ${words}${notes && ` (${notes})`}`);
  }
  return out.join("\n") + "\n";
}

// plain is a text in which nothing means anything to Markdown.
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~&!]/g, "\\$&").replace(/\s+/g, " ");
}

// csvOf is a run as a table.
export function csvOf(list: List, run: Run | undefined, name: string): string {
  const rows = entries(list, run).map((e) => [
    list.title, run ? name : "", e.group, e.id, e.words,
    { open: "open", done: "done", na: "not applicable" }[e.s], e.t ? `${dayOf(e.t)} ${clock(e.t)}` : "", e.remark,
  ]);
  return csv([["list", "run", "group", "id", "item", "status", "time", "remark"], ...rows]);
}

// csv writes rows as RFC 4180 has them, behind the mark by which spreadsheets know UTF-8. A field that a spreadsheet
// would run as a formula begins with an apostrophe.
export function csv(rows: string[][]): string {
  const field = (text: string) => `"${text.replace(/^[=+\-@\t\r\n]/, "'$&").replaceAll('"', '""')}"`;
  return "\ufeff" + rows.map((row) => row.map(field).join(",") + "\r\n").join("");
}

// save has the browser save a text as a file.
export function save(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers ask first where to
}
