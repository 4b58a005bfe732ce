// The field in which a reader types, and what is found: the same in the palette and on the page of search.
import type { Answer, Engine } from "../search/types.ts";
import { button, el } from "./dom.ts";
import { facets } from "./facets.ts";
import { arrange, type Group } from "./groups.ts";
import { keep, kept } from "./kept.ts";
import { group, groupOf, option, pageAt } from "./results.ts";
import { addressOf, nothing, type Wish } from "./wish.ts";

export interface Finder {
  element: HTMLElement;
  input: HTMLInputElement;
  status: HTMLElement;
  more: HTMLElement; // leads to more results
  ask(wish: Wish): void;
  refresh(): void; // searches again if the index is another one now
}

interface Told {
  asked?(wish: Wish, typed: boolean): void;
  opened?(): void; // a result, in this tab
  longer?: boolean; // more results are shown here, and not on a page of their own
}

// finder makes one, in which the first so many results are shown.
export function finder(engine: Engine, link: HTMLAnchorElement, limit: number, told: Told): Finder {
  const root = new URL("..", link.href);
  const searches = `baton:searches ${root.pathname}`;
  const pages = `baton:pages ${root.pathname}`;

  const input = el("input", {
    role: "combobox", "aria-expanded": "false", "aria-controls": "page:hits", "aria-autocomplete": "list",
    autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", autofocus: true,
  });
  const list = el("div", { role: "listbox", id: "page:hits", "aria-label": "Results" });
  const note = el("p", { role: "status" });
  const status = el("span", { role: "status" });
  const all = el("a", { class: "more" }, "See all");
  const more = told.longer ? button({ class: "more" }, () => { most += 3 * limit; stays = true; void search(); }, "Show more") : all;
  const filters = facets(engine, (wish) => want(wish, false));

  let wish: Wish = { query: "", kinds: [], role: "" };
  let exact = false; // words are looked for as they were typed
  let most = limit;
  let groups: Group[] = [];
  let options: HTMLAnchorElement[] = [];
  let at = 0;
  let moved = false; // with the arrows, since the last letter
  let stays = false; // nothing that is there moves
  let asking = { aborted: false };
  let entered: KeyboardEvent | undefined; // before there was an answer

  function want(next: Wish, typed: boolean): void {
    wish = next;
    if (input.value !== wish.query) input.value = wish.query;
    exact = moved = false;
    stays = false;
    most = limit;
    entered = undefined;
    told.asked?.(wish, typed);
    void search(typed && /(^|\s)\S{1,2}$/.test(wish.query) ? 120 : 0); // nobody wants what begins with a single letter
  }

  async function search(wait = 0): Promise<void> {
    asking.aborted = true;
    const signal = (asking = { aborted: false });
    if (nothing(wish)) return recent();
    list.ariaBusy = "true";
    const slow = setTimeout(() => (status.textContent = "Searching …"), wait + 300);
    try {
      if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
      if (signal.aborted) return;
      const answer = await engine.search(wish.query, {
        limit: most, kinds: wish.kinds, own: kept("baton:roles"), exact, signal, ...(wish.role && { role: wish.role }),
      });
      if (!signal.aborted) show(answer);
    } catch {
      if (!signal.aborted) fail();
    } finally {
      clearTimeout(slow);
    }
  }

  function show(answer: Answer): void {
    const chosen = options[at]?.getAttribute("href");
    const reached = stays ? Infinity : moved ? new Set(options.slice(0, at + 1).map((o) => o.dataset.page)).size : 0;
    groups = arrange(answer.results, groups, reached);
    filters.show(answer);
    fill(groups.map((g) => groupOf(g, root)), reached ? chosen : undefined);
    stays = false;
    const shown = answer.results.length;
    more.hidden = shown >= answer.total;
    all.href = addressOf(link.href, wish);
    status.textContent = summary(answer);
    if (shown && answer.corrected) {
      const instead = button({}, () => { exact = true; void search(); input.focus(); }, answer.query);
      note.append("Results for ", el("b", {}, answer.corrected), ". Search instead for ", instead);
    } else if (!shown) {
      note.append(...none(answer));
    }
  }

  function summary({ total, more }: Answer): string {
    return total === 1 && !more ? "1 result" : total ? `${total} ${more ? "or more " : ""}results` : "";
  }

  function none(answer: Answer): (Node | string)[] {
    const filtered = answer.kind.length > 0 || answer.role;
    return [
      answer.query ? "Nothing found for " : "Nothing found", answer.query ? el("b", {}, answer.query) : "", ". ",
      ...(filtered ? [button({}, () => want({ query: answer.query, kinds: [], role: "" }, false), "Search everything"), " or look "] : ["Try fewer or other words, or look "]),
      el("a", { href: link.href }, "through all pages from A to Z"), ".",
    ];
  }

  function fail(): void {
    groups = [];
    fill([]);
    more.hidden = true;
    status.textContent = "";
    note.append("Search could not be loaded. ", button({}, () => void search(), "Try again"), " or look ", el("a", { href: link.href }, "through all pages from A to Z"), ".");
  }

  // recent shows what the reader looked for and opened before.
  function recent(): void {
    groups = [];
    filters.element.hidden = true;
    more.hidden = true;
    if (told.longer) return fill([]); // there all pages stand below
    const queries = kept(searches).map((query) =>
      option(addressOf(link.href, { query, kinds: [], role: "" }), { class: "hit", "data-query": query }, el("span", { class: "title" }, query)));
    const opened = kept(pages).map((entry) => {
      const [address = "", title = ""] = entry.split("\t");
      return option(pageAt(root, address), { class: "hit", "data-page": entry }, el("span", { class: "title" }, title));
    });
    fill([
      ...(queries.length ? [group("Recent searches", queries)] : []),
      ...(opened.length ? [group("Recently opened", opened)] : []),
    ]);
    status.textContent = "";
    if (!options.length) return;
    note.className = "say last";
    note.append("Kept in this browser only. ", button({}, () => { keep(searches); keep(pages); recent(); input.focus(); }, "Clear"));
  }

  // fill puts elements into the list and selects the one that leads to an address, else the first.
  function fill(elements: HTMLElement[], address?: string | null): void {
    list.replaceChildren(...elements);
    list.ariaBusy = "false";
    list.hidden = !elements.length;
    note.replaceChildren();
    note.className = "say";
    input.ariaExpanded = String(elements.length > 0);
    options = [...list.querySelectorAll<HTMLAnchorElement>("[role=option]")];
    select(Math.max(0, options.findIndex((o) => o.getAttribute("href") === address)));
    if (at === 0) list.scrollTop = 0;
    if (entered && options.length) follow(entered);
  }

  function select(next: number): void {
    options[at]?.setAttribute("aria-selected", "false");
    at = next;
    options[at]?.setAttribute("aria-selected", "true");
    if (options[at]) input.setAttribute("aria-activedescendant", options[at].id);
    else input.removeAttribute("aria-activedescendant");
  }

  function step(by: number): void {
    if (!options.length) return;
    moved = true;
    entered = undefined;
    select((at + by + options.length) % options.length);
    if (at === 0) list.scrollTop = 0;
    options[at]!.scrollIntoView({ block: "nearest" });
  }

  // follow opens what is selected, in this tab or in another.
  function follow(event: KeyboardEvent): void {
    entered = undefined;
    const chosen = options[at];
    if (!chosen) return;
    if (!event.ctrlKey && !event.metaKey) return chosen.click();
    remember(chosen);
    open(chosen.href, "_blank", "noopener");
  }

  function remember({ dataset }: HTMLElement): void {
    if (wish.query.trim()) keep(searches, wish.query.trim());
    if (dataset.page) keep(pages, dataset.page);
  }

  input.oninput = () => want({ ...wish, query: input.value }, true);
  input.onkeydown = (event) => {
    if (event.isComposing || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (list.ariaBusy === "true") entered = event; // it opens what is found
      else follow(event);
    }
  };
  list.onclick = (event) => {
    const chosen = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (!chosen) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (chosen.dataset.query !== undefined && plain) {
      event.preventDefault();
      want({ query: chosen.dataset.query, kinds: [], role: "" }, false);
      return input.focus();
    }
    remember(chosen);
    if (plain) told.opened?.();
  };
  list.onauxclick = (event) => {
    const chosen = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (chosen) remember(chosen);
  };
  all.onclick = () => keep(searches, wish.query.trim());
  recent();

  return {
    element: el("div", { class: "finder" },
      el("label", { class: "query" }, link.querySelector("svg")!.cloneNode(true), el("span", { class: "vh" }, "Search"), input),
      filters.element, note, list),
    input, status, more,
    ask: (next) => want(next, false),
    async refresh() {
      if (!(await engine.refresh().catch(() => false))) return;
      filters.forget();
      void search();
    },
  };
}
