// A run of a checklist, as a browser keeps it. Two copies of a run, of two tabs or from two moments, always merge to
// the same run, whichever comes first and however often: each item, the name and the state are what was said last.

export type Status = "open" | "done" | "na"; // na: does not apply
export type State = "open" | "finished" | "archived";

// Said is something with the time at which it was said, in milliseconds.
export interface Said<T> {
  s: T;
  t: number;
}

// Tick is the status of an item, with the wording under which it was given.
export interface Tick extends Said<Status> {
  h: string; // hash of the wording
  w: string; // the wording, for the day on which the item is gone from the list
}

export interface Run {
  id: string;
  list: string; // address of the checklist: "/checklists/weekly-round/"
  begun: number;
  name: Said<string>; // "": it is named by the day on which it was begun
  state: Said<State>;
  items: Map<string, Tick>; // by id; all that the list had when the run was begun, and what it had since
}

// Item is an item of a list, as its page has it now.
export interface Item {
  id: string;
  was: string[]; // ids that it had
  hash: string; // of its wording
  words: string;
}

// freshID is an id for a run: when it was begun, and chance, for two tabs that begin at once.
export function freshID(): string {
  return Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
}

// begin makes a run in which every item is open.
export function begin(id: string, list: string, items: Item[], now: number, name = ""): Run {
  const ticks = items.map(({ id, hash: h, words: w }): [string, Tick] => [id, { s: "open", t: now, h, w }]);
  return { id, list, begun: now, name: { s: name, t: now }, state: { s: "open", t: now }, items: new Map(ticks) };
}

// merge is what two copies of a run say together.
export function merge(a: Run, b: Run): Run {
  const items = new Map(a.items);
  for (const [id, tick] of b.items) items.set(id, later(items.get(id), tick));
  return { ...a, begun: Math.min(a.begun, b.begun), name: later(a.name, b.name), state: later(a.state, b.state), items };
}

// later is what was said last. Of what was said in the same millisecond it is the same one on both sides.
function later<T extends Said<string>>(a: T | undefined, b: T): T {
  if (!a || b.t > a.t) return b;
  return b.t === a.t && JSON.stringify(b) > JSON.stringify(a) ? b : a;
}

// after is a time for what replaces something: now, unless the clock has jumped back since that was said.
export function after(before: Said<string> | undefined, now: number): number {
  return Math.max(now, (before?.t ?? 0) + 1);
}

// tickOf is what a run says of an item, under any of the ids that it has had.
export function tickOf(run: Run, item: Item): Tick | undefined {
  let last: Tick | undefined;
  for (const id of [item.id, ...item.was]) {
    const tick = run.items.get(id);
    if (tick) last = later(last, tick);
  }
  return last;
}

// statusOf is the status of an item in a run, which may not have begun.
export function statusOf(run: Run | undefined, item: Item): Status {
  return (run && tickOf(run, item)?.s) ?? "open";
}

// tick is a run in which an item has a status.
export function tick(run: Run, item: Item, s: Status, now: number): Run {
  const t = after(tickOf(run, item), now);
  return { ...run, items: new Map(run.items).set(item.id, { s, t, h: item.hash, w: item.words }) };
}

// call gives a run a name, and move a state.
export function call(run: Run, name: string, now: number): Run {
  return { ...run, name: { s: name, t: after(run.name, now) } };
}

export function move(run: Run, state: State, now: number): Run {
  return { ...run, state: { s: state, t: after(run.state, now) } };
}

// touched is when somebody last ticked something, or 0.
export function touched(run: Run): number {
  return Math.max(0, ...[...run.items.values()].filter((tick) => tick.t > run.begun).map((tick) => tick.t));
}

// count counts the ticks of items.
export function count(ticks: Iterable<Tick | undefined>): { done: number; na: number; of: number } {
  const n = { done: 0, na: 0, of: 0 };
  for (const tick of ticks) {
    n.of++;
    if (tick?.s === "done") n.done++;
    if (tick?.s === "na") n.na++;
  }
  return n;
}

// write is a run as text, and read reads it again; undefined for what nobody of us has written.
export function write({ id: _, ...run }: Run): string {
  return JSON.stringify({ v: 1, ...run, items: Object.fromEntries(run.items) });
}

export function read(id: string, text: string | null): Run | undefined {
  try {
    const { v, list, begun, name, state, items } = JSON.parse(text ?? "null");
    const whole = v === 1 && typeof list === "string" && isTime(begun) && isSaid(name) && isSaid(state, states);
    if (!whole) return undefined;
    const ticks = Object.entries(items).filter(([, tick]) => isTick(tick)) as [string, Tick][];
    return { id, list, begun, name, state: state as Said<State>, items: new Map(ticks) };
  } catch {
    return undefined;
  }
}

const states = ["open", "finished", "archived"];
const statuses = ["open", "done", "na"];
const lastTime = 8.64e15; // that a Date can tell

function isTime(t: unknown): t is number {
  return Number.isSafeInteger(t) && Math.abs(t as number) < lastTime;
}

function isSaid(said: unknown, among?: string[]): said is Said<string> {
  const { s, t } = said as Said<unknown>;
  return typeof s === "string" && isTime(t) && (!among || among.includes(s));
}

function isTick(tick: unknown): boolean {
  const { h, w } = (tick ?? {}) as Tick;
  return !!tick && isSaid(tick, statuses) && typeof h === "string" && typeof w === "string";
}
