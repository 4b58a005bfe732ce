// One finding: what is wrong, the place, the lines around it, the remedy.
import { mend, openPlace } from "./editor.ts";
import { button, el, notice } from "./stage.ts";

export interface Findings {
  number: number; // of the state that they belong to
  errors: number;
  warnings: number;
  stale: boolean; // the page is the last good build
  list: Finding[]; // those of the page first, errors first; no more than serve sends
}

export interface Finding {
  code?: string; // none where the site could not be built at all
  name?: string;
  severity: string;
  message: string;
  hint?: string;
  file?: string;
  line?: number;
  col?: number; // from 1, in characters
  endCol?: number; // the last one that is marked
  frame?: { n: number; text: string }[];
  fix?: boolean; // the remedy is exact
  id: string;
  here: boolean; // in the page that is shown
}

// keyOf knows a finding again although the lines above it moved.
export function keyOf(f: Finding): string {
  return [f.code, f.file, f.message].join("\t");
}

// drawFinding draws a finding of the state with that number.
export function drawFinding(f: Finding, number: number): HTMLLIElement {
  const kind = f.code ? `${f.severity}[${f.code}]` : f.severity;
  const li = el("li", f.severity, el("p", "fact", el("b", "", kind), " ", f.message), place(f), f.frame?.length ? frame(f) : undefined);
  if (f.hint || f.fix) li.append(el("p", "hint", f.hint && el("span", "", el("b", "", "hint"), " ", f.hint), f.fix && fix(f, number)));
  li.dataset.key = keyOf(f);
  return li;
}

function place(f: Finding): Node | undefined {
  const { file, line = 0, col = 0 } = f;
  if (!file) return;
  const at = [file, line, col].filter(Boolean).join(":");
  const open = button("place", async () => {
    const refused = await openPlace(file, line, col);
    if (refused) notice(refused);
  }, at);
  open.title = "Open in the editor";
  return open;
}

function fix(f: Finding, number: number): Node {
  let asked = false;
  return button("fix", async () => {
    if (asked) return;
    asked = true;
    const refused = await mend(number, f.id);
    asked = false;
    if (refused) notice(refused);
  }, "Fix it");
}

// frame shows source lines with the place marked; blank ones at the ends say nothing.
function frame(f: Finding): Node {
  const lines = f.frame!;
  const says = lines.map(({ n, text }) => n === f.line || text.trim() !== "");
  const rows = lines.slice(says.indexOf(true), says.lastIndexOf(true) + 1).map(({ n, text }) => {
    const row = el("div", "row", el("span", "n", `${n}`));
    const code = el("code", "", text || " ");
    if (n === f.line) {
      row.classList.add("at");
      if (f.col) mark(code, text, f.col, f.endCol);
    }
    row.append(code);
    return row;
  });
  return el("div", "frame", ...rows);
}

// mark marks characters [col, end] of a line; at its end there is a blank to mark.
function mark(code: HTMLElement, text: string, col: number, end = col): void {
  const characters = [...text, " "];
  const from = Math.min(col - 1, characters.length - 1);
  const to = Math.max(end, from + 1);
  const part = (a: number, b?: number) => characters.slice(a, b).join("");
  code.replaceChildren(part(0, from), el("mark", "", part(from, to)), part(to));
}
