// What has changed for the reader's roles since they last said that they had seen it.
import { button, el } from "../../scripts/dom.ts";
import { day } from "../../scripts/runs/cadence.ts";
import { root } from "../../scripts/site.ts";
import { type Fact, see, seen } from "./facts.ts";
import type { Gathered } from "./gather.ts";
import { toTop } from "./roles.ts";

export interface Change {
  text: string;
  href: string; // below the root, "" for what is gone
}

// changed is the section that tells it; none if nothing has changed. What is seen for the first time is no change.
export function changed(all: Gathered[]): HTMLElement[] {
  const told: Change[] = [];
  let since = Infinity;
  for (const { role, facts } of all) {
    if (!facts) continue;
    const before = seen(role);
    const changes = before ? compare(before.facts, facts) : [];
    if (!changes.length) {
      see(role, facts);
      continue;
    }
    since = Math.min(since, before!.at);
    told.push(...changes.filter(({ text }) => !told.some((c) => c.text === text)));
  }
  if (!told.length) return [];
  const list = el("ul", {}, ...told.map(({ text, href }) => el("li", {}, href ? el("a", { href: new URL(`.${href}`, root()).href }, text) : text)));
  const section = el("section", { class: "sys changed" }, el("h2", {}, "Since your last visit"));
  const done = button({ class: "btn" }, () => {
    for (const { role, facts } of all) if (facts) see(role, facts);
    section.remove();
    toTop();
  }, "I have seen this");
  section.append(el("div", { class: "stack" }, list, el("p", {}, done, " ", el("small", {}, `Compared with ${day(since, Date.now())}`))));
  return [section];
}

// compare says what is other in what is a role's now than it was.
export function compare(before: Fact[], now: Fact[]): Change[] {
  const old = new Map(before.map((f) => [f.id, f]));
  const fresh = new Map(now.map((f) => [f.id, f]));
  const plays = (facts: Fact[]) => new Set(facts.filter((f) => f.kind === "step").map((f) => f.place));
  const [played, playing] = [plays(before), plays(now)];
  const out = new Map<string, Change>();
  const say = (text: string, href = "") => void (out.has(text) || out.set(text, { text, href }));
  for (const f of now) {
    const was = old.get(f.id);
    if (!was) say(arrived(f, !played.has(f.place)), f.href);
    else if (was.words !== f.words || was.level !== f.level) say(differs(was, f), f.href);
  }
  for (const f of before) if (!fresh.has(f.id)) say(left(f, !playing.has(f.place)));
  return [...out.values()];
}

function arrived({ kind, title, place, level, words }: Fact, playbook: boolean): string {
  if (kind === "step") return playbook ? `You now play in ${place}` : `A step of yours was added in ${place}: ${title}`;
  return `${came[kind]}: ${title}${level ? ` (${level}${words ? `, ${words}` : ""})` : ""}`;
}

function left({ kind, title, place }: Fact, playbook: boolean): string {
  if (kind === "step") return playbook ? `You no longer play in ${place}` : `A step of yours was taken out of ${place}: ${title}`;
  return `${went[kind]}: ${title}`;
}

const came = {
  right: "New for you to decide", duty: "You are now responsible for", list: "New checklist for you", text: "New for you to read",
};
const went = {
  right: "No longer yours to decide", duty: "No longer your responsibility", list: "No longer a checklist for you",
  text: "No longer among what you read",
};

function differs(was: Fact, now: Fact): string {
  if (now.kind === "list") return `${now.title}: the checklist was changed`;
  if (now.kind === "step") return `A step of yours was reworded in ${now.place}: ${now.title}`;
  if (was.level !== now.level) return `${now.title}: it was “${was.level}”, and is now “${now.level}”${now.words ? `, ${now.words}` : ""}`;
  return `${now.title}: your limit went from ${bare(was.words)} to ${bare(now.words)}`;
}

function bare(limit = "no limit"): string {
  return limit.replace(/^up to /, "");
}
