// Where a run ends: finishing it, putting it away, and what is no longer on the list.
import { el } from "../../scripts/dom.ts";
import { day } from "../../scripts/runs/cadence.ts";
import { freshID, type Run, statusOf, type Tick } from "../../scripts/runs/record.ts";
import type { Desk } from "./desk.ts";
import { goneOf, wordsOf } from "./gone.ts";
import { clock, isNew } from "./lines.ts";
import { handover } from "./more.ts";
import type { List } from "./page.ts";

type Act = [label: string, act: () => void];

export function paintEnd(desk: Desk): void {
  const { list, run } = desk;
  const [go, give, compare, over] = list.end.children as unknown as HTMLButtonElement[];
  const [forth, back] = acts(desk);
  act(go!, forth);
  act(over!, back);
  over!.hidden = !run;
  give!.onclick = () => desk.toggle(give!, async () => (await handover(desk))?.give(desk) ?? []);
  compare!.onclick = () => desk.toggle(compare!, async () => (await handover(desk))?.compare(desk) ?? []);
  paintGone(list, run);
}

function act(button: HTMLButtonElement, [label, act]: Act): void {
  if (button.textContent !== label) button.textContent = label;
  button.onclick = act;
}

// acts is what goes forth and what goes back.
function acts(desk: Desk): [Act, Act] {
  const { run, shared, store } = desk;
  if (run && shared) {
    const copy = () => leave(desk, { ...run, id: freshID() });
    return [["Keep a copy", copy], ["Close it", () => leave(desk)]];
  }
  switch (run?.state.s) {
    case "finished":
      return [["Begin another run", () => desk.show()], ["Reopen", () => desk.move("open", "Open again.")]];
    case "archived":
      return [["Bring it back", () => desk.move("open", "It is open again.")], ["Delete it for good", () => {
        store.drop(run.id);
        desk.show();
        desk.say("Deleted.", "Undo", () => desk.keep(run));
      }]];
  }
  return [["Finish this run", () => finish(desk)], ["Start over", () => desk.move("archived", "Put aside: you find it under Runs.")]];
}

// leave goes on from a run that came by a link: to a copy of it, or to what was open here before.
function leave(desk: Desk, copy?: Run): void {
  history.replaceState(history.state, "", location.pathname + location.search);
  if (!copy) return desk.show(desk.store.get(history.state?.run));
  desk.keep(copy);
  desk.say("This copy is yours.", "Undo", () => {
    desk.store.drop(copy.id);
    desk.show();
  });
}

// finish ends a run. What is new on the list since it was begun has to be seen first; what is open may stay so.
function finish(desk: Desk, open = false): void {
  const { list, run, seen } = desk;
  if (!run) return desk.say("Nothing is ticked yet.");
  const fresh = list.lines.filter((line) => isNew(run, line) && !seen.has(line.id));
  if (fresh.length) {
    fresh.forEach(({ id }) => seen.add(id));
    fresh[0]!.box.focus();
    return desk.say(`${lines(fresh.length)} new since you began. Look at ${fresh.length > 1 ? "them" : "it"}, then finish.`);
  }
  const left = list.lines.filter((line) => statusOf(run, line) === "open").length;
  if (left && !open) return desk.say(`${lines(left)} still open.`, "Finish as it is", () => finish(desk, true));
  desk.move("finished", left ? `Finished with ${left} open.` : "Finished.");
}

function lines(n: number): string {
  return n > 1 ? `${n} lines are` : "1 line is";
}

// saidOf is a status in words.
function saidOf({ s, t }: Tick, now: number): string {
  const word = { open: "Open", done: "Done", na: "Does not apply" }[s];
  return t && s !== "open" ? `${word}, ${day(t, now)} ${clock(t)}` : word;
}

function paintGone(list: List, run: Run | undefined): void {
  const gone = run ? goneOf(list, run) : [];
  const { end } = list;
  end.parentElement!.querySelector(".run-gone")?.remove();
  if (!gone.length) return;
  end.before(el("section", { class: "run-gone" },
    el("h3", {}, "No longer on the list"),
    el("ul", {}, ...gone.map((one) => el("li", {}, wordsOf(one), " ", el("small", {}, saidOf(one[1], Date.now()))))),
  ));
}
