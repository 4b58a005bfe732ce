// "My part": what a reader's roles have to do, out of the pages of those roles, on one page. Nothing here is written
// twice: each section is that of a role's page or of its part book, so that without script all of it is there.
import { decorate } from "../../scripts/decorate.ts";
import { button, el } from "../../scripts/dom.ts";
import { choose, onChange, own, titleOf } from "../../scripts/roles.ts";
import { root } from "../../scripts/site.ts";
import { prefix } from "../../scripts/runs/kept.ts";
import { changed } from "./changed.ts";
import { gather, type Gathered } from "./gather.ts";
import { dueAndOpen, runsUnderWay } from "./lists.ts";
import { aside } from "./mine.ts";
import { roles, type Role } from "./roles.ts";
import { shared } from "./shared.ts";

let asked = 0; // how often the page was made; an answer to an older question comes too late
let known: Gathered[] = [];

decorate(() => {
  const place = document.getElementById("page:me");
  if (place) void show(place);
  home();
});

onChange(() => {
  const place = document.getElementById("page:me");
  if (place) void show(place);
});

addEventListener("hashchange", () => {
  const place = document.getElementById("page:me");
  if (place) ask(place);
});

addEventListener("storage", ({ key }) => {
  if (key !== null && !key.startsWith(prefix(root()))) return;
  document.querySelector("[data-made=due]")?.replaceWith(dueAndOpen(known));
  home();
});

// show makes the page for the roles that are chosen now.
async function show(place: HTMLElement): Promise<void> {
  const here = ++asked;
  const all = roles(place);
  const mine = settle(all);
  for (const role of all) offer(role, mine.includes(role));
  ask(place);
  aside(mine);
  try {
    known = mine.length ? await Promise.all(mine.map(gather)) : [];
    if (here !== asked) return;
    put(place, known.length ? [...changed(known), dueAndOpen(known), ...sections(known)] : []);
  } catch {
    if (here !== asked) return;
    put(place, [failed(place)]);
  }
  place.dataset.ready = "";
}

// put puts sections in the place of those that were made before, above the list of roles.
function put(place: HTMLElement, made: HTMLElement[]): void {
  for (const old of place.querySelectorAll("[data-made]:not([data-made=ask])")) old.remove();
  for (const section of made) section.dataset.made ??= "";
  place.querySelector("#page\\:roles")!.before(...(made.length > 1 ? [waysIn(made)] : []), ...made);
}

// waysIn leads to each section: a part may be long, and its reader in a hurry.
function waysIn(made: HTMLElement[]): HTMLElement {
  const links = new Map<string, HTMLElement>();
  made.forEach((section, i) => {
    const title = section.querySelector("h2")!.firstChild!.textContent!.trim(); // without "as Conductor"
    section.id = `page:mine-${i}`;
    if (!links.has(title)) links.set(title, el("a", { href: `#${section.id}` }, title));
  });
  return el("nav", { class: "ways-in", "aria-label": "On this page", "data-made": "" }, ...links.values());
}

// settle returns the chosen roles that this handbook has. A role that was chosen under an old name, or whose title has
// changed, is kept under the new one from now on; nobody needs to hear of it.
function settle(all: Role[]): Role[] {
  const list: string[] = [];
  const titles: Record<string, string> = {};
  const mine: Role[] = [];
  for (const stem of own()) {
    const role = all.find(({ names }) => names.includes(stem));
    const now = role?.stem ?? stem;
    if (list.includes(now)) continue;
    list.push(now);
    if (!role) continue;
    mine.push(role);
    titles[now] = role.title;
  }
  if (String(list) !== String(own()) || mine.some((role) => titleOf(role.stem) !== role.title)) choose(list, titles);
  return mine;
}

// offer adds to a role in the list what chooses it.
function offer(role: Role, mine: boolean): void {
  const old = role.element.querySelector("button");
  const say = mine ? "This is not me any more" : "This is me";
  const act = () => choose(mine ? own().filter((s) => s !== role.stem) : [...own(), role.stem], { [role.stem]: role.title });
  const b = old ?? button({ class: "btn" }, act);
  b.onclick = act;
  b.replaceChildren(say, el("span", { class: "vh" }, `: ${role.title}`));
  if (!old) role.element.append(b);
}

function ask(place: HTMLElement): void {
  place.querySelector("[data-made=ask]")?.remove();
  const question = shared(roles(place));
  if (question) place.prepend(question);
}

// sections are those of all roles, kind by kind.
function sections(all: Gathered[]): HTMLElement[] {
  const many = all.length > 1;
  const of = (kind: keyof Gathered["sections"]) =>
    all.flatMap((one) => one.sections[kind].map((section) => (many && kind !== "steps" ? as(section, one.role) : section)));
  return [...of("may"), ...of("without"), ...of("steps"), ...of("asks"), ...of("askers"), ...toRead(all)];
}

// as says of a section whose it is.
function as(section: HTMLElement, role: Role): HTMLElement {
  section.querySelector("h2")!.append(" ", el("small", {}, `as ${role.title}`));
  return section;
}

function toRead(all: Gathered[]): HTMLElement[] {
  const links = new Map(all.flatMap(({ reads }) => reads.map((a): [string, HTMLElement] => [a.href, a])));
  if (!links.size) return [];
  const list = el("ul", { class: "links" }, ...[...links.values()].map((a) => el("li", {}, a)));
  return [el("section", { class: "sys" }, el("h2", {}, "To read"), list)];
}

function failed(place: HTMLElement): HTMLElement {
  const again = button({ class: "btn" }, () => void show(place), "Try again");
  const say = el("p", {}, "Your part could not be loaded. The pages of your roles are below.");
  return el("section", { class: "sys", role: "status" }, el("h2", {}, "Not loaded"), el("div", { class: "stack" }, say, el("p", {}, again)));
}

// home says on the first page what is under way.
function home(): void {
  const line = document.querySelector(".my small");
  const words = runsUnderWay();
  if (line && words) line.textContent = words;
}
