// Makes a checklist run. What is ticked on its page is a run: it begins with the first tick, is kept in this browser,
// and can be put aside, finished and handed over.
import { decorate } from "../../scripts/decorate.ts";
import { refusing } from "../../scripts/runs/kept.ts";
import { begin, freshID, move, type Run, tick } from "../../scripts/runs/record.ts";
import type { Desk } from "./desk.ts";
import { paintEnd } from "./end.ts";
import { paintHead } from "./head.ts";
import { paintLines } from "./lines.ts";
import { handover, isShared } from "./more.ts";
import { here, type List, listOf } from "./page.ts";
import { panels } from "./panel.ts";
import { sayer } from "./say.ts";
import { open } from "./store.ts";

const page = listOf(document);
if (page) start(page);

function start(list: List): void {
  const storage = refusing(() => localStorage);
  const store = open(here(), [list.address, ...list.before], { storage, locks: navigator.locks }, () => {
    if (desk.run && !desk.shared) desk.run = store.get(desk.run.id);
    desk.paint();
  });
  const panel = panels();
  const desk: Desk = {
    list, store, run: undefined, shared: false, left: true, seen: new Set(),
    show(run, shared = false) {
      Object.assign(desk, { run, shared, left: true });
      desk.seen.clear();
      desk.say("");
      if (!shared) history.replaceState({ ...history.state, run: run?.id }, ""); // for when this tab is loaded again
      desk.paint();
    },
    keep(run) {
      store.put(run);
      desk.show(run);
    },
    set(line, s) {
      const now = Date.now();
      desk.left = false;
      desk.run = tick(desk.run ?? begin(freshID(), desk.list.address, desk.list.lines, now - 1), line, s, now);
      store.put(desk.run);
      askToStay(desk.run);
    },
    move(state, words) {
      const { id, state: before } = desk.run!;
      store.put(move(desk.run!, state, Date.now()));
      if (state === "archived") desk.show();
      desk.say(words, "Undo", () => desk.keep(move(store.get(id)!, before.s, Date.now())));
    },
    say: sayer(() => desk.list.end),
    toggle: panel.toggle,
    shut: panel.shut,
    paint() {
      paintLines(desk);
      paintHead(desk);
      paintEnd(desk);
    },
  };

  const early = list.lines.filter(({ box }) => box.checked && !restored());
  const underWay = store.runs().filter(({ state }) => state.s === "open");
  desk.show(underWay.find(({ id }) => id === history.state?.run) ?? underWay[0]);
  early.forEach((line) => desk.set(line, "done"));

  decorate(() => {
    const now = listOf(document);
    if (!now) return; // the page has become another one
    desk.list = now;
    panel.stay();
    desk.paint();
  });
  follow(desk, storage);
  opened(desk);
}

// follow listens to other tabs, and tries again to keep what was refused.
function follow(desk: Desk, storage: Storage | undefined): void {
  const { store } = desk;
  const again = () => store.refused() && store.flush();
  addEventListener("storage", (event) => event.storageArea === storage && store.heard(event.key, event.newValue));
  addEventListener("pageshow", ({ persisted }) => persisted && store.reread());
  addEventListener("pagehide", () => store.kept() || store.flush());
  addEventListener("online", again);
  document.addEventListener("visibilitychange", again);
  addEventListener("beforeunload", (event) => {
    if (!store.kept()) store.flush(); // what only waited for its turn
    if (!store.kept()) event.preventDefault();
  });
  addEventListener("hashchange", () => opened(desk));
  setInterval(() => {
    again();
    desk.paint(); // it is a minute later
  }, 60_000);
}

// opened shows what the fragment of the address names: a run that was handed over, or one that is kept here.
function opened(desk: Desk): void {
  if (isShared(location.hash)) return void handover(desk).then((h) => h?.shared(desk, location.hash));
  const id = new URLSearchParams(location.hash.slice(1)).get("open");
  const run = id && desk.store.get(id);
  if (run) desk.show(run);
}

// restored reports whether the browser has ticked what was ticked when it was here before. Otherwise it was the reader,
// before this script came.
function restored(): boolean {
  const [how] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return how?.type !== "navigate";
}

let asked = false;

// askToStay asks the browser not to clear the storage by itself, once there is something to lose.
function askToStay(run: Run): void {
  if (asked || [...run.items.values()].filter(({ s }) => s === "done").length < 3) return;
  asked = true;
  navigator.storage?.persist?.().catch(() => false);
}
