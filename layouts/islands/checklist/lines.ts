// The lines of the list as a run has them: ticked, not applicable, the one to go on with, and what changed on the
// list since the run was begun.
import { el } from "../../scripts/dom.ts";
import { ago, day, days } from "../../scripts/runs/cadence.ts";
import { type Run, statusOf, type Tick, tickOf, touched } from "../../scripts/runs/record.ts";
import { type Desk, mine } from "./desk.ts";
import type { Line } from "./page.ts";

export function paintLines(desk: Desk): void {
  const { list, run } = desk;
  const now = Date.now();
  const next = nextOf(desk);
  for (const line of list.lines) {
    const { row, box } = line;
    const tick = run && tickOf(run, line);
    const s = statusOf(run, line);
    row.dataset.s = s;
    box.checked = s === "done";
    box.disabled = !mine(desk);
    box.onchange = () => desk.set(line, box.checked ? "done" : "open");
    row.classList.toggle("next", line === next);
    if (line === next) row.setAttribute("aria-current", "step");
    else row.removeAttribute("aria-current");
    side(desk, line, tick, now);
    tag(row, run ? changed(desk, line, tick) || (line === next && desk.left ? stopped(run, now) : "") : "");
  }
  paintPauses(desk);
}

// isNew reports whether a line was not on the list when the run was begun, and has not been looked at since.
export function isNew(run: Run, line: Line): boolean {
  return !tickOf(run, line);
}

function changed({ run }: Desk, line: Line, tick: Tick | undefined): string {
  if (isNew(run!, line)) return "New since you began";
  return tick && tick.s !== "open" && tick.h && tick.h !== line.hash ? "Reworded since you ticked it" : "";
}

function stopped(run: Run, now: number): string {
  return now - touched(run) < 60_000 || !touched(run) ? "Go on here" : `You stopped here, ${ago(touched(run), now)}`;
}

// nextOf is the line to go on with. Where the order counts it is the first that is open; elsewhere the one that follows
// what was ticked last, until something is ticked again.
export function nextOf(desk: Desk): Line | undefined {
  const { list, run, left } = desk;
  const open = (line: Line) => statusOf(run, line) === "open";
  if (!mine(desk)) return undefined;
  if (list.inOrder) return list.lines.find(open);
  if (!run || !left) return undefined;
  const times = list.lines.map((line) => (open(line) ? -1 : tickOf(run, line)!.t));
  const last = times.lastIndexOf(Math.max(...times));
  return times[last]! < 0 ? undefined : (list.lines.slice(last + 1).find(open) ?? list.lines.find(open));
}

// side is what stands at the end of a line: when it was ticked, else whether it applies.
function side(desk: Desk, line: Line, tick: Tick | undefined, now: number): void {
  const { row, words } = line;
  let place = row.querySelector<HTMLElement>(":scope > .side");
  if (!place) row.append((place = el("span", { class: "side" }, el("button", { type: "button" }, "n/a"), el("time"))));
  const [na, time] = place.children as unknown as [HTMLButtonElement, HTMLTimeElement];
  const off = tick?.s === "na";
  na.setAttribute("aria-label", `n/a: ${words}`);
  na.setAttribute("aria-pressed", `${off}`);
  na.hidden = tick?.s === "done" || (!mine(desk) && !off);
  na.disabled = !mine(desk);
  na.onclick = () => desk.set(line, off ? "open" : "na");
  time.hidden = tick?.s !== "done" || !tick.t; // a run that came by a link knows no times
  if (!time.hidden) {
    const at = new Date(tick!.t);
    time.dateTime = at.toISOString();
    time.textContent = days(tick!.t, now) ? day(tick!.t, now) : clock(tick!.t);
    time.title = `${day(tick!.t, now)}, ${clock(tick!.t)}`;
  }
}

// tag is what is to be said of a line, on its upper edge, where it takes no room.
function tag(row: HTMLElement, text: string): void {
  const old = row.querySelector(":scope > .run-tag");
  if (old?.textContent === text) return;
  old?.remove();
  if (text) row.append(el("small", { class: "run-tag" }, text));
}

// paintPauses says at each pause how much of what stands above it is open.
function paintPauses({ list, run }: Desk): void {
  for (const note of document.querySelectorAll("main .run-left")) {
    const above = list.lines.filter(({ row }) => note.closest(".sys")!.contains(row));
    const open = above.filter((line) => statusOf(run, line) === "open").length;
    note.textContent = !run ? "" : open ? `${open} still open.` : "All of this is done.";
  }
}

// clock is the time of the day.
export function clock(t: number): string {
  return new Date(t).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
