// The finder on the page of a decision: the answer stands where the ladder's sentence stood, and the row is lit.
import { el } from "../../scripts/dom.ts";
import { facts, level, light, present, reach, tell as heard, verdict } from "./answer.ts";
import { feedback } from "./feedback.ts";
import type { Asker } from "./finder.ts";
import { laddersIn, limitOf, type Shown } from "./page.ts";
import type { Said } from "../reckon/say.ts";

let turn = 0; // the last question; what was asked before it is not answered any more

export async function one(a: Asker): Promise<void> {
  const now = ++turn, main = document.querySelector("main")!, ladders = laddersIn(main);
  const { sayings, formatOf, thinkOf } = a.reckon, say = sayings(formatOf(a.form), a.people, thinkOf(main));
  const amount = say.amountIn(a.text, ladders, true)?.amount;
  const answers = ladders.map((l, i) => said(l, i));
  const blocks = await Promise.all(answers.map((s, i) => s && block(ladders[i]!, s)));
  if (now !== turn) return;

  ladders.forEach((l, i) => {
    light(l, answers[i]);
    if (!l.when) return;
    const below = l.table.parentElement!.querySelector<HTMLElement>(`.answer[data-of="${i}"]`) ?? el("div", { class: "answer", "data-of": `${i}` });
    l.table.after(below);
    below.replaceChildren(...(blocks[i] ?? []));
  });
  const above = blocks.flatMap((b, i) => (b && !ladders[i]!.when ? b : []));
  a.answer.replaceChildren(...above, ...unread(a, amount));
  a.answer.hidden = !a.answer.childElementCount;
  const all = main.querySelector<HTMLElement>(".question > .stack > .verdict:not(.answer *)");
  if (all) own(all, above.length ? [] : ladders.map((l) => (a.roles.length && !l.when ? say.said(l, { row: -1, roles: a.roles }) : undefined)), ladders);
  if (all) all.hidden = above.length > 0;
  const stack = a.form.parentElement!;
  stack.querySelector(".keep")?.remove();
  if (a.keep) stack.append(el("p", { class: "keep" }, a.keep));
  heard(a.form, answers.flatMap((s) => s?.say ?? []).join(" "));
  inTheWay(main, a, answers.find((s) => s && s.row >= 0), ladders);

  function said(l: Shown, i: number): Said | undefined {
    if (l.when ? a.ladder !== i || a.row >= l.rows.length : !amount) return undefined;
    return say.said(l, { amount, row: l.when ? a.row : -1, roles: a.roles });
  }

  async function block(l: Shown, s: Said): Promise<(Node | string)[]> {
    const box = verdict(l, s, a.roles.length > 1 || a.keep ? s.as : "");
    box.append(...(await reach(s.ask, main, (stem) => a.people.get(stem), s.within)));
    const rest = !s.ask.length && s.level === "ask" && a.form.dataset.list && el("p", {}, "Nobody is left to ask. ", el("a", { href: `${a.form.dataset.list}#page:limits` }, "What holds when nothing fits"));
    return present([box, facts(l, s.row, []), rest]);
  }
}

// unread says that what was typed is no amount.
function unread({ text }: Asker, amount: unknown): Node[] {
  return text.trim() && !amount ? [el("p", { class: "quiet" }, `“${text.trim()}” is no amount that can be read here. Write a number.`)] : [];
}

// own puts what the reader's role may decide over the sentence for everybody, which keeps its room.
function own(all: HTMLElement, list: (Said | undefined)[], ladders: Shown[]): void {
  all.querySelector(".own")?.remove();
  const known = list.flatMap((s, i) => (s?.level ? [{ s, name: ladders[i]!.name }] : []));
  all.classList.toggle("asked", known.length > 0);
  if (known[0]) all.dataset.lv = known[0].s.level;
  else delete all.dataset.lv;
  if (!known.length) return;
  all.append(el("div", { class: "own" }, ...known.flatMap(({ s, name }) => [
    el("p", { class: "as" }, level(s.level!), ` as ${s.as}${name ? `: ${name}` : ""}`), el("p", { class: "say" }, s.say),
  ])));
}

// inTheWay puts what was asked into what is said to those who keep the handbook.
function inTheWay(main: ParentNode, a: Asker, said: Said | undefined, ladders: Shown[]): void {
  const to = a.form.dataset.feedback;
  const rows = ladders.flatMap((l) => [...l.table.tBodies[0]!.rows]);
  for (const link of main.querySelectorAll<HTMLAnchorElement>(".complaint [data-about]")) {
    if (!to) continue;
    link.href = feedback(to, link.dataset.about!, {
      page: location.origin + location.pathname,
      decision: main.querySelector("h1")!.textContent!.trim(),
      role: said?.as ?? "",
      amount: said?.amount ?? "",
      row: said && rows.find((r) => r.classList.contains("lit")) ? limitOf(rows.find((r) => r.classList.contains("lit"))!) : "",
    });
  }
}
