// Whole score or one part. The address says which, so that it can be sent: ?part=voice. A part folds what others do to
// one line each; rules, pauses, the customer, and cues to or from the part stay whole.
import { el } from "../../scripts/dom.ts";
import { own } from "../../scripts/roles.ts";

// reading makes the controls in bar show one part of the score, or all of it.
export function reading(whole: HTMLElement, bar: HTMLElement): void {
  const [all, part] = bar.querySelectorAll("button");
  const as = bar.querySelector<HTMLSelectElement>("select")!;
  const asked = parts(as);
  name(as);
  if (asked) as.value = asked;
  const go = (to: string): void => {
    const url = new URL(location.href);
    if (to) url.searchParams.set("part", to);
    else url.searchParams.delete("part");
    history.replaceState(history.state, "", url);
    show(whole, bar, to);
  };
  all!.onclick = () => go("");
  part!.onclick = () => go(as.value);
  as.onchange = () => go(as.value);
  show(whole, bar, asked);
}

// parts are those of the score that the address asks for.
function parts(as: HTMLSelectElement): string {
  const known = [...as.options].flatMap((o) => o.value.split(" "));
  const asked = new URL(location.href).searchParams.get("part") ?? "";
  return asked.split(" ").filter((p) => p && known.includes(p)).join(" ");
}

// name says in the list which parts are the reader's, and chooses them.
function name(as: HTMLSelectElement): void {
  as.querySelector("[data-all]")?.remove();
  const roles = own();
  const mine = [...as.options].filter((o) => {
    const yes = o.dataset.role?.split(" ").some((stem) => roles.includes(stem));
    o.text = o.text.replace(/ \(you\)$/, "") + (yes ? " (you)" : "");
    return yes;
  });
  if (mine.length > 1) {
    as.prepend(el("option", { value: mine.map((o) => o.value).join(" "), "data-all": true }, "All that is yours"));
    as.selectedIndex = 0;
  } else if (mine[0]) as.value = mine[0].value;
}

function show(whole: HTMLElement, bar: HTMLElement, part: string): void {
  const chosen = part.split(" ").filter(Boolean);
  const isMine = (list = ""): boolean => list.split(" ").some((of) => chosen.includes(of));
  bar.querySelectorAll("button").forEach((b, i) => b.setAttribute("aria-pressed", String(!!i === !!part)));
  whole.toggleAttribute("data-one", !!part);
  for (const e of whole.querySelectorAll<HTMLElement>("[data-of]")) {
    const mine = isMine(e.dataset.of);
    e.toggleAttribute("data-mine", mine);
    if (!e.classList.contains("note")) continue;
    if (mine) quote(whole, e);
    fold(e, mine, (cue) => cue.dataset.for === "*" || isMine(cue.dataset.for));
  }
}

// fold marks what stays of somebody else's note: what is done, cut short, and whole what concerns the reader too.
function fold(note: HTMLElement, mine: boolean, forMe: (cue: HTMLElement) => boolean): void {
  let rule = false; // a reason belongs to its rule
  const lines = [...note.querySelectorAll<HTMLElement>(":scope > :not(.who)")];
  for (const line of lines) {
    rule = line.matches(".level") ? !!line.querySelector("[data-lv=must]") : rule && line.matches(".more");
    line.toggleAttribute("data-keep", !mine && (rule || line.matches(".rest") || (line.matches(".cue") && forMe(line))));
  }
  const kept = note.querySelector(":scope > [data-keep]");
  const first = note.querySelector(":scope > .do") ?? (kept ? null : note.querySelector(":scope > :is(.cue, .wait, .level)"));
  for (const line of lines) line.toggleAttribute("data-line", !mine && line === first);
}

// quote adds to each wait of a note the line that ends it, in the words of the cue.
function quote(whole: HTMLElement, note: HTMLElement): void {
  for (const wait of note.querySelectorAll<HTMLElement>("[data-cue]:is(.wait, .hears):not(:has(.said))")) {
    const lines = wait.dataset.cue!.split(" ").map((n) => whole.querySelector(`.cue[data-cue="${n}"] q`)?.cloneNode(true));
    const said = el("span", { class: "said" }, ...lines.flatMap((q, i) => q && [i ? ", " : ": ", q]));
    if (said.firstChild) wait.append(said);
  }
}
