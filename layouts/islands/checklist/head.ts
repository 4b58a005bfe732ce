// The line above the list: which run this is, how far it is, whether it is kept, how old it is and when the next one is
// due; and the other runs.
import { button, el } from "../../scripts/dom.ts";
import { ago, day, days, due } from "../../scripts/runs/cadence.ts";
import { at, finishedAt } from "../../scripts/runs/kept.ts";
import { call, count, type Run, tickOf, touched } from "../../scripts/runs/record.ts";
import type { Desk } from "./desk.ts";
import { clock, nextOf } from "./lines.ts";
import { murmurer } from "./say.ts";

let murmur: ((text: string) => void) | undefined;

export function paintHead(desk: Desk): void {
  const { list, run, store } = desk;
  const find = <E extends HTMLElement = HTMLElement>(selector: string) => list.place.querySelector<E>(selector)!;
  find("h2").textContent = titleOf(desk);

  const n = count(list.lines.map((line) => run && tickOf(run, line)));
  const far = `${n.done} of ${n.of} done${n.na ? `, ${n.na} n/a` : ""}`;
  find(".run-far span").textContent = far;
  find<HTMLProgressElement>("progress").value = n.done + n.na;
  murmur ??= murmurer(() => desk.list.end);
  murmur(far);

  const kept = find(".run-kept");
  kept.classList.toggle("refused", store.refused());
  kept.textContent = keptWords(desk);
  find(".run-when p").replaceChildren(when(desk));

  const others = find<HTMLButtonElement>(".run-others");
  others.textContent = store.runs().length ? `Runs (${store.runs().length})` : "Runs";
  others.onclick = () => desk.toggle(others, () => runsOf(desk));
  list.place.dataset.ready = run ? "run" : "";
}

function titleOf({ run, shared, store }: Desk): string {
  if (!run) return "This run";
  if (shared) return run.name.s ? `Shared run: ${run.name.s}` : "Shared run";
  return run.name.s || `Run of ${nameAmong(run, store.runs())}`;
}

// nameAmong is the name of a run; of two that were begun on one day, with the time.
export function nameAmong(run: Run, runs: Run[]): string {
  if (run.name.s) return run.name.s;
  const same = runs.some((other) => other.id !== run.id && !other.name.s && !days(other.begun, run.begun));
  return day(run.begun, Date.now()) + (same ? `, ${clock(run.begun)}` : "");
}

function keptWords({ run, shared, store }: Desk): string {
  if (shared) return "Read-only, not kept";
  if (store.refused()) return "Not saved on this device";
  return `Kept on this device only${run && touched(run) ? `, ${clock(touched(run))}` : ""}`;
}

// when says how old the run is or where somebody stopped, and when the list is due.
function when(desk: Desk): HTMLElement {
  const { list, run, store } = desk;
  const now = Date.now();
  const last = Math.max(0, ...store.runs().map((other) => finishedAt(other) ?? 0));
  const again = last && due(list.cadence, last, now);
  const before = last && run?.state.t !== last ? `Last finished ${ago(last, now)}` : "";
  const words = [...age(desk, now), ". "];
  if (before) words.push(before, again ? ", " : ".");
  if (again) words.push(el("span", again.overdue ? { class: "overdue" } : {}, before ? again.words : capital(again.words)), ".");
  return el("span", {}, ...words);
}

function age(desk: Desk, now: number): (Node | string)[] {
  const { run, shared, left } = desk;
  const next = nextOf(desk);
  if (!run) return ["It begins with your first tick"];
  if (shared) return [`Begun ${day(run.begun, now)}`];
  if (run.state.s !== "open") return [capital(`${run.state.s} ${ago(run.state.t, now)}`)];
  if (left && next && touched(run) && now - touched(run) > 60_000) {
    return ["You stopped ", el("a", { href: `#${encodeURIComponent(next.id)}` }, "here"), ` ${ago(touched(run), now)}`];
  }
  return [`Begun ${ago(run.begun, now)}`];
}

function capital(words: string): string {
  return words.replace(/^./u, (letter) => letter.toUpperCase());
}

// runsOf is the runs of the list: the name of the one that is shown, and the others.
function runsOf(desk: Desk): Node[] {
  const { run, shared, store } = desk;
  const runs = store.runs().sort((a, b) => at(b) - at(a));
  const shut = (then: () => void) => () => {
    desk.shut();
    then();
  };
  const name = el("input", { value: run?.name.s, placeholder: run ? day(run.begun, Date.now()) : "", maxlength: "60" });
  name.onchange = () => desk.keep(call(store.get(run!.id)!, name.value.trim(), Date.now()));
  const others = runs.filter(({ id }) => shared || id !== run?.id);
  return [
    run && !shared && el("label", {}, el("span", {}, "Name of this run"), name),
    others.length > 0 && el("ul", {}, ...others.map((other) => el("li", {},
      button({ class: "run-pick" }, shut(() => desk.show(other)), nameAmong(other, runs)), " ", el("span", {}, stateOf(other)),
    ))),
    run && el("p", {},
      button({ class: "btn" }, shut(() => desk.show()), "Begin another run"),
      run.state.s === "finished" && button({ class: "btn" }, shut(() => desk.move("archived", "Put away: you find it under Runs.")), "Archive this one"),
    ),
    !run && !others.length && el("p", {}, "There are none yet. One begins with the first tick, and you can have several at a time."),
  ].filter((node) => !!node);
}

function stateOf(run: Run): string {
  const { done, of } = count(run.items.values());
  const when = ago(run.state.s === "open" ? at(run) : run.state.t, Date.now());
  return run.state.s === "open" ? `open, ${done} of ${of} done, ${when}` : `${run.state.s} ${when}`;
}
