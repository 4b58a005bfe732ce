// The finder on the list of decisions: which one is meant, and what its page answers.
import { script } from "../../scripts/load.ts";
import type { Search } from "../../scripts/search/types.ts";
import { readFrom } from "../palette/read.ts";
import type { Asker } from "../finder/finder.ts";
import type { Level } from "../reckon/ladder.ts";
import { match, type Named } from "./match.ts";

// An Entry is what can be meant: a decision, or a right of one role.
interface Entry extends Named {
  element: HTMLElement;
  href: string;
  counts: boolean; // it has limits with numbers
  roles: string[]; // that a right belongs to
}

let turn = 0; // the last question; what was asked before it is not answered any more

export async function list(a: Asker): Promise<void> {
  const { find, formatOf, parse, sayings, thinkOf } = a.reckon;
  const { button, copies, el, facts, feedback, laddersIn, level, light, limitOf, pageAt, present, reach, rowsOf, tell: heard, verdict } = a.tools;
  const now = ++turn, { answer, form } = a, format = formatOf(form), all = entriesOf();
  const focused = document.activeElement instanceof HTMLInputElement && document.activeElement.type === "radio";
  const amount = find(a.text, format, () => false);
  const words = amount ? `${a.text.slice(0, amount.start)} ${a.text.slice(amount.end)}` : a.text;
  const hits = match(words, all).map((h) => ({ ...all[h.at]!, score: h.score * fitting(all[h.at]!) })).sort((x, y) => y.score - x.score);
  const meant = all.find((e) => a.at && e.title === a.at) ?? hits[0];
  const nodes: (Node | string)[] = !a.text.trim() && !a.at ? [] : !meant ? await nothing() : meant.roles.length ? await right(meant) : await decision(meant).catch(() => [failed(meant)]);
  if (now !== turn) return;
  answer.replaceChildren(...nodes);
  answer.hidden = !nodes.length;
  heard(form, [...answer.querySelectorAll(".verdict .say")].map((e) => e.textContent).join(" "));
  if (focused) answer.querySelector<HTMLInputElement>("input:checked")?.focus();

  // fitting prefers ladders that can hold an amount, and rights of those who ask.
  function fitting({ counts, roles }: Entry): number {
    if (!roles.length) return amount && counts ? 1.15 : 1;
    return roles.some((r) => a.roles.includes(r)) ? 1.05 : 0.6;
  }

  async function decision({ href, title }: Entry): Promise<(Node | string)[]> {
    const main = (await pageAt(href)).cloneNode(true) as HTMLElement, ladders = laddersIn(main);
    const say = sayings(format, a.people, thinkOf(main)), amount = say.amountIn(a.text, ladders, false)?.amount;
    const out: (Node | string | false | null | undefined)[] = [el("h3", {}, el("a", { href }, title))];
    const around = [...main.querySelectorAll(".question .facts > div")];
    let about = { role: "", amount: "", row: "" };
    for (const [i, l] of ladders.entries()) {
      const said = say.said(l, { amount: l.when ? undefined : amount, row: l.when && a.ladder === i ? a.row : -1, roles: a.roles });
      const ladder = [l.name && ladders.length > 1 && el("h4", {}, l.name), l.table];
      light(l, said);
      for (const radio of l.table.querySelectorAll<HTMLInputElement>("input")) radio.checked = !!said && radio.value === `${a.ladder}.${a.row}`;
      if (l.when) out.push(el("p", {}, "Choose the row that is true."), ...ladder);
      if (said) {
        const box = verdict(l, said, a.roles.length > 1 || a.keep ? said.as : "");
        box.append(...(await reach(said.ask, main, (stem) => a.people.get(stem), said.within)));
        if (out.some((n) => n instanceof HTMLElement && n.querySelector(".go"))) box.querySelector(".go")?.classList.remove("go");
        out.push(box, facts(l, said.row, said.level && said.level !== "ask" ? [] : around));
        if (said.level === "ask" && !said.ask.length) out.push(...rule());
        if (!about.row && said.row >= 0) about = { role: said.as, amount: said.amount, row: limitOf(rowsOf(l.table)[said.row]!) };
      }
      if (!l.when) out.push(...ladder);
    }
    if (!ladders.length) out.push(main.querySelector(".levels"), el("dl", { class: "facts" }, ...around));
    out.push(...[".wrong", ".cases"].map((of) => folded(main.querySelector(of)?.closest("section"))));
    out.push(el("p", { class: "reach" }, ...tell(href, title, about)), keep(), others(title));
    return present(out);
  }

  async function right({ element, href, roles, title }: Entry): Promise<(Node | string)[]> {
    const mine = roles.find((r) => a.roles.includes(r)), [owner = ""] = roles, who = a.people.get(owner)?.title ?? owner;
    const lv = element.dataset.lv as Level, what = element.querySelector(".what")!;
    const box = el("div", { class: "verdict", "data-lv": mine || !a.roles.length ? lv : "ask" });
    if (mine || !a.roles.length) {
      box.append(el("p", { class: "as" }, level(lv), ` as ${a.people.get(mine ?? owner)?.title ?? who}`), el("div", { class: "say" }, ...copies(what)));
    } else {
      box.append(el("p", { class: "as" }, level("ask")), el("p", { class: "say" }, `Ask ${who}: it is listed for that role, and not for yours.`), el("p", {}, ...copies(what.firstElementChild!)));
      box.append(...(await reach([owner], document, (stem) => a.people.get(stem), "")));
    }
    return present([el("h3", {}, el("a", { href }, who)), box, ...(mine || !a.roles.length ? [] : rule()), keep(), others(title)]);
  }

  // nothing is the answer where nobody listed what is asked: the rule of the handbook, and pages that speak of it.
  async function nothing(): Promise<(Node | string)[]> {
    const pages = await elsewhere(words).catch(() => []);
    return present([
      el("div", { class: "verdict" }, el("p", { class: "say" }, "Nobody has listed this."), ...rule()),
      pages.length > 0 && el("p", {}, "These pages speak of it: ", ...pages.flatMap((p, i) => [i > 0 && ", ", p])),
    ]);
  }

  function rule(): Node[] {
    return [...(document.querySelector("[id='page:limits'] .prose")?.children ?? [])].map((e) => e.cloneNode(true));
  }

  function keep(): HTMLElement | false {
    return a.keep && el("p", { class: "keep" }, a.keep);
  }

  // others are what else may be meant.
  function others(title: string): HTMLElement | false {
    const more = hits.filter((h) => h.title !== title && h.score > 0.3).slice(0, 3);
    return more.length > 0 && el("p", { class: "others" }, "Or do you mean: ", ...more.flatMap((h, i) => [i > 0 && ", ", el("a", { href: h.href, "data-at": h.title }, h.title)]));
  }

  function tell(page: string, decision: string, about: { role: string; amount: string; row: string }): Node[] {
    const to = form.dataset.feedback;
    return to ? ["This limit was in the way", "I had to ask"].map((what) => el("a", { class: "btn", href: feedback(to, what, { page, decision, ...about }) }, what)) : [];
  }

  function failed({ href, title }: Entry): Node {
    return el("p", {}, "The answer could not be loaded. ", button({}, () => void list(a), "Try again"), ", or read ", el("a", { href }, title), ".");
  }

  // entriesOf is all that this page lists.
  function entriesOf(): Entry[] {
    const decisions = [...document.querySelectorAll<HTMLElement>(".mayi")].map((element): Entry => {
      const link = element.querySelector<HTMLAnchorElement>("h3 a")!, limits = [...element.querySelectorAll("dt")].map((e) => e.textContent!);
      return {
        element, href: link.href, title: link.textContent!, names: element.dataset.names ?? "", roles: [],
        about: `${element.querySelector(".quiet")?.textContent} ${[...element.querySelectorAll("h4")].map((e) => e.textContent).join(" ")} ${limits.join(" ")}`,
        counts: limits.some((t) => parse(t, format)?.value),
      };
    });
    const rights = [...document.querySelectorAll<HTMLElement>(".rights li")].map((element): Entry => ({
      element, href: element.querySelector("a")!.href, title: element.querySelector(".what > span")!.textContent!, names: "", about: "",
      counts: false, roles: element.parentElement!.dataset.role!.split(" ").slice(0, 1),
    }));
    return [...decisions, ...rights];
  }

  // folded is a section as something to open.
  function folded(section: Element | null | undefined): HTMLElement | undefined {
    const [head, ...rest] = section?.children ?? [];
    return head && el("details", {}, el("summary", {}, head.textContent!), ...rest);
  }

  // elsewhere asks the search engine for pages.
  async function elsewhere(text: string): Promise<HTMLElement[]> {
    const link = document.querySelector<HTMLAnchorElement>("a.find");
    if (!link) return [];
    const { engine, more } = link.dataset, global = globalThis as unknown as { batonSearch?: Search };
    if (!global.batonSearch) await script(engine!);
    const found = await global.batonSearch!.open(readFrom(new URL(".", link.href)), () => script(more!)).search(text, { limit: 3, exact: true });
    const root = document.querySelector<HTMLAnchorElement>("a.brand")!.href;
    return found.results.map((r) => el("a", { href: new URL(r.address.slice(1).split("/").map(encodeURIComponent).join("/"), root).href }, r.title.map(([t]) => t).join("")));
  }
}
