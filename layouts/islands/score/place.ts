// Where the reader was when somebody interrupted them: a movement, and when. It is kept in this browser, for this score;
// where the browser refuses, it holds while the page is open.
import { button, el } from "../../scripts/dom.ts";

type Place = { at: string; since: number; begun: number }; // id of the movement's heading; milliseconds

const key = `baton:at ${location.pathname}`;
const lang = document.documentElement.lang || undefined;
let now = read();
let seen = !now; // what the reader marked in this visit needs no reminder
let ticking: ReturnType<typeof setInterval> | undefined;

addEventListener("storage", (e) => {
  if (e.key === null || e.key === key) {
    now = read();
    paint?.();
  }
});

let paint: (() => void) | undefined;

// place lets the reader mark a movement, in a list in bar or by its number, and reminds them of the one they marked.
export function place(whole: HTMLElement, bar: HTMLElement): void {
  const heads = [...whole.querySelectorAll<HTMLElement>(".mvt h3[id]")];
  if (heads.length < 2) return;
  bar.querySelector(".at")?.remove();
  const list = el("select", {}, el("option", { value: "" }, "the start"));
  for (const h of heads) {
    list.append(el("option", { value: h.id }, title(h)));
    const mark = h.querySelector<HTMLElement>("span.mark");
    mark?.replaceWith(button({ class: "mark", title: "I am here" }, () => set(now?.at === h.id ? "" : h.id), mark.textContent!));
  }
  list.onchange = () => set(list.value);
  bar.append(el("label", { class: "at" }, el("span", {}, "I am at"), " ", list));
  paint = () => {
    const head = heads.find((h) => h.id === now?.at || h.querySelector(`[id="${CSS.escape(now?.at ?? "")}"]`));
    list.value = head?.id ?? "";
    for (const h of heads) h.querySelector("button.mark")?.setAttribute("aria-pressed", String(h === head));
    remind(head);
  };
  paint();
}

function set(at: string): void {
  const t = Date.now();
  now = at ? { at, since: t, begun: now?.begun ?? t } : undefined;
  seen = true;
  try {
    if (now) localStorage.setItem(key, JSON.stringify(now));
    else localStorage.removeItem(key);
  } catch {
    // It holds while the page is open.
  }
  paint?.();
}

function read(): Place | undefined {
  try {
    const p = JSON.parse(localStorage.getItem(key) ?? "null") as Place | null;
    return p && typeof p.at === "string" && p.since > 0 && p.begun > 0 ? p : undefined;
  } catch {
    return undefined;
  }
}

// remind says where the reader was, and leads there. Reading on from there, they need it no more.
function remind(head: HTMLElement | undefined): void {
  document.querySelector(".resume")?.remove();
  clearInterval(ticking);
  if (!now || !head || seen) return;
  const said = el("p");
  const say = (): void =>
    said.replaceChildren("You were at ", el("b", {}, title(head)), `, ${ago(now!.since)}. Begun at ${clock(now!.begun)}, ${ago(now!.begun)}.`);
  const done = (): void => {
    seen = true;
    paint?.();
  };
  const go = el("a", { class: "btn", href: `#${encodeURIComponent(head.id)}` }, "Resume");
  go.onclick = done;
  say();
  ticking = setInterval(say, 20_000);
  document.querySelector("main .body")?.prepend(
    el("aside", { class: "resume", "aria-label": "Where you were" }, said, go, button({ class: "btn" }, () => set(""), "Forget it")),
  );
}

function title(head: HTMLElement): string {
  return [...head.querySelectorAll(".mark, .mark + *")].map((e) => e.textContent).join(" ");
}

function clock(t: number): string {
  const day: Intl.DateTimeFormatOptions = new Date(t).toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "short" };
  return new Date(t).toLocaleString(lang, { hour: "2-digit", minute: "2-digit", ...day });
}

// ago says how long ago t was, in whole minutes, hours or days; never in the future, whatever became of the clock.
function ago(t: number): string {
  const minutes = Math.max(0, Math.floor((Date.now() - t) / 60_000));
  const words = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
  if (minutes < 60) return words.format(-minutes, "minute");
  if (minutes < 48 * 60) return words.format(-Math.floor(minutes / 60), "hour");
  return words.format(-Math.floor(minutes / 1440), "day");
}
