// What leaves a run: a link, text, a table, paper, a date in a calendar; and the run beside another one. Fetched when
// somebody wants any of it. Nothing is sent anywhere.
import type { Desk } from "../checklist/desk.ts";
import type { Handover } from "../checklist/more.ts";
import { beside } from "./beside.ts";
import { give } from "./give.ts";
import { runIn, sameList } from "./link.ts";

const all: Handover = {
  give,
  compare: beside,
  shared(desk: Desk, fragment: string) {
    const run = runIn(fragment, desk.list);
    if (!run) return desk.say("This link holds no run that could be read.");
    desk.show(run, true);
    if (!sameList(fragment, desk.list)) desk.say("The list has changed since this link was made.");
  },
};

(globalThis as unknown as { batonHandover: Handover }).batonHandover = all;

