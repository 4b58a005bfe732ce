// Tabs that share a storage, as a model: the store of the island is the real one, and everything that it needs of a
// browser is played here, so that tabs and their events come in any order.

// chance makes the same numbers for the same seed.
function chance(seed) {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { below: (n) => Math.floor(next() * n), is: (p) => next() < p, of: (list) => list[Math.floor(next() * list.length)] };
}

const root = new URL("https://handbook.example/team/");
const list = "/checklists/round/";
const lines = ["a", "b", "c", "constructor", "__proto__", "f"].map((id) => ({ id, was: [], hash: "h", words: `Line ${id}` }));

// Disk is what the tabs share: writes in one order, each told to the other tabs later. Where reads are stale, a tab sees
// what others wrote only when it is told.
class Disk {
  constructor(stale) {
    Object.assign(this, { stale, truth: new Map(), tabs: new Set(), refuses: new Set() });
  }

  write(from, key, value) {
    if (value === null) this.truth.delete(key);
    else this.truth.set(key, value);
    for (const tab of this.tabs) tab.told.push({ key, value, own: tab === from });
  }
}

class Tab {
  constructor(disk, locked, clock) {
    Object.assign(this, { disk, clock, told: [], waiting: [], said: new Map(), cache: new Map(disk.truth), flying: new Map() });
    disk.tabs.add(this);
    const view = () => (disk.stale ? this.cache : disk.truth);
    const storage = {
      get length() { return view().size; },
      key: (i) => [...view().keys()][i] ?? null,
      getItem: (key) => view().get(key) ?? null,
      setItem: (key, value) => {
        if (disk.refuses.has(this)) throw new DOMException("full", "QuotaExceededError");
        this.cache.set(key, value);
        this.flying.set(key, (this.flying.get(key) ?? 0) + 1);
        disk.write(this, key, value);
      },
      removeItem: (key) => disk.write(this, key, null),
    };
    const locks = locked && { request: (_, act) => new Promise((done) => locked.push(() => done(act()))) };
    this.store = runs.open(root, [list], { storage, locks: locks || undefined }, () => {});
  }

  // tick sets a line, by a clock that may be anywhere.
  tick(id, line, s) {
    const run = this.store.get(id) ?? runs.begin(id, list, lines, 0);
    const next = runs.tick(run, line, s, this.clock());
    this.store.put(next);
    this.said.set(`${id} ${line.id}`, runs.tickOf(next, line));
    if (runs.statusOf(this.store.get(id), line) !== s) throw new Error(`${s} was clicked, and is not shown`);
    return runs.tickOf(next, line);
  }

  // hear takes the next that it is told.
  hear() {
    const event = this.told.shift();
    if (!event) return false;
    const { key, value, own } = event;
    if (own) this.flying.set(key, this.flying.get(key) - 1);
    else if (!this.flying.get(key)) this.cache.set(key, value);
    if (!own) this.store.heard(key, value);
    return true;
  }
}

const settle = async () => {
  for (let i = 0; i < 6; i++) await null;
};

// play runs one sequence and returns what went wrong, "" if nothing did.
async function play(seed) {
  const r = chance(seed);
  const disk = new Disk(r.is(0.4));
  const locked = r.is(0.6) && [];
  let now = 1_000_000;
  const clockOf = () => {
    let skew = r.below(5000) - 2500;
    return () => {
      if (r.is(0.1)) skew -= r.below(100_000); // it jumps back
      return (now += r.below(50)) + skew;
    };
  };
  const fresh = () => new Tab(disk, locked, clockOf());
  const tabs = [fresh(), fresh()];
  const ids = ["one", "two"];
  const last = new Map(); // what was said last of each line, by its time
  const steps = [];
  for (let step = 0; step < 60; step++) {
    const tab = r.of(tabs);
    const what = r.below(12);
    steps.push(`${tabs.indexOf(tab)}:${what}`);
    if (what < 5) {
      const id = r.of(ids), line = r.of(lines), key = `${id} ${line.id}`;
      const said = tab.tick(id, line, r.of(["done", "done", "na", "open"]));
      const before = last.get(key);
      if (!before || said.t > before.t || (said.t === before.t && JSON.stringify(said) > JSON.stringify(before))) last.set(key, said);
    } else if (what < 8) tab.hear();
    else if (what < 9 && locked) locked.shift()?.();
    else if (what < 10) disk.refuses[r.is(0.5) ? "add" : "delete"](tab);
    else if (what < 11) tab.store.flush();
    else if (!disk.stale && tab.store.kept()) {
      disk.tabs.delete(tab); // it is closed, and another one opened
      tabs[tabs.indexOf(tab)] = fresh();
    }
    await settle();
    // What a tab calls kept is kept: nobody's later write lost it.
    if (!disk.stale) {
      for (const { store, said } of tabs) {
        if (!store.kept()) continue;
        for (const [key, tick] of said) {
          const [id, line] = key.split(" ");
          const there = runs.read(id, disk.truth.get(runs.keyOf(root, id)) ?? null)?.items.get(line);
          if (!there || there.t < tick.t) return `seed ${seed}: ${key} was kept and is gone after ${steps}`;
        }
      }
    }
  }
  // In the end everybody writes, and hears of everything.
  disk.refuses.clear();
  for (let i = 0; i < 2000; i++) {
    let busy = false;
    for (const tab of tabs) {
      if (!tab.store.kept() && !locked) tab.store.flush();
      if (tab.store.refused()) tab.store.flush();
      busy = tab.hear() || busy || !tab.store.kept();
    }
    if (locked?.length) {
      locked.shift()();
      busy = true;
    }
    await settle();
    if (!busy) break;
    if (i === 1999) return `seed ${seed}: they never come to rest`;
  }
  for (const [key, tick] of last) {
    const [id, line] = key.split(" ");
    const kept = runs.read(id, disk.truth.get(runs.keyOf(root, id)));
    for (const [where, run] of [["storage", kept], ...tabs.map((tab, i) => [`tab ${i}`, tab.store.get(id)])]) {
      const got = run?.items.get(line);
      if (JSON.stringify(got) !== JSON.stringify(tick)) {
        return `seed ${seed}: ${where} has ${JSON.stringify(got)} for ${key}, last said ${JSON.stringify(tick)}`;
      }
    }
  }
  return "";
}

// playAll plays so many sequences and returns the first faults.
async function playAll(from, n) {
  const faults = [];
  for (let seed = from; seed < from + n && faults.length < 5; seed++) {
    const fault = await play(seed).catch((error) => `seed ${seed}: ${error}`);
    if (fault) faults.push(fault);
  }
  return faults;
}
