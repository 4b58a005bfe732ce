// The panel in which a run is given away.
import { button, el } from "../../scripts/dom.ts";
import { due, step } from "../../scripts/runs/cadence.ts";
import { finishedAt } from "../../scripts/runs/kept.ts";
import type { Desk } from "../checklist/desk.ts";
import { nameAmong } from "../checklist/head.ts";
import { ics, minutesIn } from "./calendar.ts";
import { csvOf, markdownOf, save } from "./files.ts";
import { dayOf, fragmentOf } from "./link.ts";
import { printed } from "./paper.ts";

export function give(desk: Desk): Node[] {
  const { list, run, store } = desk;
  const name = run ? nameAmong(run, store.runs()) : "";
  const file = `${list.address.split("/").at(-2)}${run ? `-${dayOf(run.begun)}` : ""}`;
  const text = () => markdownOf(list, run, name);
  return [
    run && part("Link", ...link(desk)),
    part("Text", row(
      button({ class: "btn" }, () => copy(desk, text()), "Copy as text"),
      button({ class: "btn" }, () => save(`${file}.md`, "text/markdown", text()), "Save as Markdown"),
      button({ class: "btn" }, () => save(`${file}.csv`, "text/csv", csvOf(list, run, name)), "Save as a table (CSV)"),
    )),
    part("Paper", row(
      run && button({ class: "btn" }, () => printed("now"), "Print as it is now"),
      button({ class: "btn" }, () => printed("blank"), "Print a blank form"),
    )),
    step(list.cadence, new Date()) && part("Calendar", ...calendar(desk)),
  ].filter((node) => !!node);
}

// link is the link to what the run is now.
function link(desk: Desk): Node[] {
  const { list, run } = desk;
  const named = el("input", { type: "checkbox" });
  const field = el("input", { readonly: true, class: "run-link", "aria-label": "Link to this run" });
  const write = () => (field.value = location.href.replace(/#.*/s, "") + fragmentOf(list, run!, named.checked));
  named.onchange = write;
  field.onfocus = () => field.select();
  write();
  return [
    row(field, button({ class: "btn" }, () => copy(desk, field.value), "Copy the link")),
    ...(run!.name.s ? [el("label", { class: "check" }, named, `Put its name, “${run!.name.s}”, into the link`)] : []),
    el("p", { class: "hint" }, "It shows the run as it is at this moment, read-only; whoever opens it can keep a copy. No server sees what is in it, but the chat or mail that carries it does."),
  ];
}

// calendar makes a file that reminds of the list.
function calendar({ list, store, say }: Desk): Node[] {
  const now = Date.now();
  const last = Math.max(...store.runs().map((run) => finishedAt(run) ?? 0));
  const next = last ? due(list.cadence, last, now)?.day.getTime() : undefined;
  const date = el("input", { type: "date", value: dayOf(next && next > now ? next : workday(now)), required: true });
  const time = el("input", { type: "time", value: "09:00", required: true });
  const make = button({ class: "btn" }, () => {
    const start = new Date(`${date.value}T${time.value}`);
    if (isNaN(start.getTime())) return say("Say on which day, and at what time.");
    const event = {
      uid: `${list.address}@${location.host}`, title: list.title, url: location.href.replace(/#.*/s, ""),
      cadence: list.cadence, start, minutes: minutesIn(list.place.dataset.takes ?? ""),
    };
    save(`${list.address.split("/").at(-2)}.ics`, "text/calendar", ics(event, new Date()));
  }, "Save for a calendar");
  return [
    row(el("label", {}, el("span", {}, "First on"), date), el("label", {}, el("span", {}, "at"), time), make),
    el("p", { class: "hint" }, `It comes round ${list.cadence}, in your own calendar.`),
  ];
}

// workday is the next day that is none of a weekend.
function workday(now: number): number {
  const d = new Date(now);
  do d.setDate(d.getDate() + 1);
  while (d.getDay() % 6 === 0);
  return d.getTime();
}

// copy puts a text where it can be pasted. A browser that does not let pages do so gets it selected.
async function copy({ list, say }: Desk, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied.");
  } catch {
    const box = el("textarea", { class: "run-copy", readonly: true, "aria-label": "To be copied" }, text);
    list.end.parentElement!.querySelector(".run-copy")?.remove();
    list.end.after(box);
    box.select();
    say("This browser does not let a page copy. It is selected: copy it by hand.");
  }
}

function part(title: string, ...children: Node[]): HTMLElement {
  return el("section", {}, el("h3", {}, title), ...children);
}

function row(...children: (Node | undefined)[]): HTMLElement {
  return el("div", { class: "run-row" }, ...children.filter((child) => !!child));
}

