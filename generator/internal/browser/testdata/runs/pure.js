// Properties of the plain parts of a run. It needs chance of model.js.

// text is a text of a kind that breaks things.
function text(r, most = 12) {
  const pieces = ["a", "Zoë", " ", "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", '"', '""', ",", ";", "\\", "'", "~", "*", "_", "[x]", "<b>", "&", "#", "|", "%", "%41", ".", "日本", "🎼", "\u202e", "\u0000", "\ud800", "1"];
  return Array.from({ length: r.below(most) }, () => r.of(pieces)).join("");
}

function listFor(r) {
  const lines = Array.from({ length: 1 + r.below(5) }, (_, i) => ({
    id: `${text(r, 4).toWellFormed().replace(/\s/g, "") || "x"}${i}`, was: r.is(0.3) ? [`old${i}`] : [], hash: `h${i}`, words: text(r), group: text(r, 3),
  }));
  return { address: "/checklists/x/", title: text(r), rev: "r1", cadence: "weekly", lines };
}

function runFor(r, list) {
  let run = runs.begin("id", list.address, list.lines, 1_000, text(r, 4));
  for (const line of list.lines) if (r.is(0.7)) run = runs.tick(run, line, r.of(["done", "na", "open"]), 2_000 + r.below(1000));
  if (r.is(0.3)) run = runs.tick(run, { id: `gone${text(r, 3).toWellFormed().replace(/\s/g, "")}`, was: [], hash: "g", words: text(r) }, "done", 5_000);
  return run;
}

// tables are random tables as text, for another reader of such tables.
function tables(n) {
  const r = chance(7);
  return Array.from({ length: n }, () => {
    const rows = Array.from({ length: 1 + r.below(4) }, () => Array.from({ length: 3 }, () => text(r).toWellFormed()));
    return { rows, csv: runs.csv(rows) };
  });
}

// links writes runs as links and reads them again, and says what did not come back.
function links(n) {
  const r = chance(11);
  for (let i = 0; i < n; i++) {
    const list = listFor(r), run = runFor(r, list), named = r.is(0.5);
    const back = runs.runIn(runs.fragmentOf(list, run, named), list);
    for (const line of list.lines) {
      if (runs.statusOf(back, line) !== runs.statusOf(run, line)) return `${i}: ${JSON.stringify(line.id)} came back as ${runs.statusOf(back, line)}`;
    }
    const gone = [...run.items.keys()].filter((id) => id.startsWith("gone"));
    if (gone.some((id) => back.items.get(id)?.s !== "done")) return `${i}: what is gone from the list is gone from the link`;
    if (!named && runs.fragmentOf(list, run, false).includes("name=")) return `${i}: the name leaks`;
    if (named && run.name.s && back.name.s !== run.name.s.toWellFormed().replace(/\p{C}/gu, "").slice(0, 60)) return `${i}: the name came back as ${JSON.stringify(back.name.s)}`;
  }
  return "";
}

// hostile reads fragments that nobody of us wrote: they are a run that can be written, or none.
function hostile(n) {
  const r = chance(13);
  const pieces = ["run=1", "run=2", "run", "&", "=", "done=", "na=", "name=", "rev=r1", "begun=", "2026-11-27", "9999-99-99", "0000-00-00", "%", "%E0%A4%A", "+", "__proto__", "constructor", "a0", "<img src=x onerror=alert(1)>", "\u202e", "🎼", "x".repeat(300), "#"];
  const list = { address: "/checklists/x/", title: "X", rev: "r1", lines: ["a0", "__proto__", "constructor"].map((id) => ({ id, was: [], hash: "h", words: id, group: "" })) };
  for (let i = 0; i < n; i++) {
    const fragment = "#" + (r.is(0.7) ? "run=1&" : "") + Array.from({ length: r.below(r.is(0.05) ? 2000 : 12) }, () => r.of(pieces)).join("");
    const run = runs.runIn(fragment, list);
    if (!run) continue;
    const again = runs.read("x", runs.write(run));
    if (!again || again.items.size !== run.items.size) return `${JSON.stringify(fragment)} gives a run that cannot be kept`;
    if (run.items.size > 120 || run.name.s.length > 60 || /\p{C}/u.test(run.name.s)) return `${JSON.stringify(fragment)} gives too much`;
    if ([...run.items.values()].some(({ s }) => !["open", "done", "na"].includes(s))) return `${JSON.stringify(fragment)} gives a strange status`;
  }
  return ({}).s === undefined ? "" : "the prototype of all objects was changed";
}

// records reads what a storage may hold, and merges what comes of it.
function records(n) {
  const r = chance(17);
  const good = () => { const list = listFor(r); return runs.write(runFor(r, list)); };
  const bits = ["{", "}", "null", "[]", '"v":1', '"v":2', '"s":"done"', '"t":-1', '"t":1e400', "7", '""', "undefined"];
  for (let i = 0; i < n; i++) {
    const text = good();
    const at = r.below(text.length);
    const broken = r.is(0.3) ? r.of(bits) : text.slice(0, at) + r.of(bits) + text.slice(at + r.below(20));
    const run = runs.read("x", broken);
    if (run && runs.write(runs.merge(run, runs.read("x", runs.write(run)))) !== runs.write(run)) return `${i}: ${broken}`;
    if (runs.write(runs.read("x", text)) !== text) return `${i}: written and read it is another: ${text}`;
  }
  return "";
}

// merges tries whether copies of a run merge to the same, in any order and however often.
function merges(n) {
  const r = chance(19);
  const same = (a, b) => JSON.stringify([...a.items].sort()) + a.name.s + a.state.s + a.begun === JSON.stringify([...b.items].sort()) + b.name.s + b.state.s + b.begun;
  for (let i = 0; i < n; i++) {
    const list = listFor(r);
    const copy = () => {
      let run = runFor(r, list);
      if (r.is(0.5)) run = runs.move(run, r.of(["open", "finished", "archived"]), 2_000 + r.below(3));
      if (r.is(0.5)) run = runs.call(run, r.of(["x", "y"]), 2_000 + r.below(3));
      return run;
    };
    const [a, b, c] = [copy(), copy(), copy()];
    const m = runs.merge;
    if (!same(m(a, b), m(b, a))) return `${i}: the order matters`;
    if (!same(m(m(a, b), c), m(a, m(b, c)))) return `${i}: the grouping matters`;
    if (!same(m(a, a), a) || !same(m(m(a, b), b), m(a, b))) return `${i}: twice is more than once`;
  }
  return "";
}

// events are files for a calendar, for another reader of them.
function events(n) {
  const r = chance(23);
  return Array.from({ length: n }, () => {
    const event = {
      uid: text(r), title: text(r, 60).toWellFormed(), url: "https://h.example/" + "x".repeat(r.below(120)), minutes: 20,
      cadence: r.of(["daily", "weekly", "every 2 weeks", "monthly", "quarterly", "yearly"]), start: new Date(2026, r.below(12), 1 + r.below(28), 9),
    };
    return { title: event.title, ics: runs.ics(event, new Date(0)) };
  });
}

// dues are days on which lists are due.
function dues(cases) {
  return cases.map(([cadence, y, m, d]) => {
    const day = runs.step(cadence, new Date(y, m - 1, d, 15, 30));
    return `${day.getFullYear()}-${day.getMonth() + 1}-${day.getDate()}`;
  });
}
