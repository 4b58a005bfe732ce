// The field in which a reader types, and what is found: the same in the palette and on the page of search.
import type { Answer, Engine, Options } from "../../scripts/search/types.ts";
import { button, el } from "../../scripts/dom.ts";
import { facets } from "./facets.ts";
import { arrange, type Group } from "./groups.ts";
import { keep, kept } from "../../scripts/kept.ts";
import { group, groupOf, option, pageAt } from "./results.ts";
import { addressOf, nothing, plain, type Wish } from "./wish.ts";

export interface Finder {
  element: HTMLElement;
  input: HTMLInputElement;
  status: HTMLElement;
  more: HTMLElement; // leads to more results
  ask(wish: Wish): void;
  refresh(): void; // searches again if it is seen and the index is another one now
}

interface Told {
  asked?(wish: Wish, typed: boolean): void;
  opened?(): void; // a result, in this tab
  longer?: boolean; // more results are shown here, and not on a page of their own
}

const few = 5; // results that are shown before anything else is read

// finder makes one, in which the first so many results are shown.
export function finder(engine: Engine, link: HTMLAnchorElement, limit: number, told: Told): Finder {
  const root = new URL("..", link.href);
  const searches = `baton:searches ${root.pathname}`;
  const pages = `baton:pages ${root.pathname}`;

  const input = el("input", {
    role: "combobox", "aria-label": "Search", "aria-controls": "page:hits", "aria-autocomplete": "list",
    autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", maxlength: "200", autofocus: true,
  });
  const list = el("div", { role: "listbox", id: "page:hits", "aria-label": "Results" });
  const note = el("p", { role: "status" });
  const status = el("span", { role: "status" });
  const all = el("a", { class: "more" }, "See all");
  const more = told.longer ? button({ class: "more" }, () => { most += 3 * limit; held = Infinity; void search(); }, "Show more") : all;
  const filters = facets(engine, (wish) => want(wish, false));

  let wish = plain("");
  let exact = false; // words are looked for as they were typed
  let most = limit;
  let groups: Group[] = [];
  let options: HTMLAnchorElement[] = [];
  let at = 0;
  let held = 0; // so many pages do not move, whatever comes: the reader has reached them since the last letter
  let asking = { aborted: false };
  let entered: KeyboardEvent | undefined; // before there was an answer
  let rough = false; // what is shown is a first look

  function want(next: Wish, typed: boolean): void {
    wish = next;
    if (input.value !== wish.query) input.value = wish.query;
    exact = false;
    held = 0;
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
      const options: Options = { kinds: wish.kinds, own: kept("baton:roles"), exact, signal, ...(wish.role && { role: wish.role }) };
      const first = await engine.search(wish.query, { ...options, limit: few, quick: true });
      if (signal.aborted) return;
      rough = !!first.rough;
      show(first);
      if (!rough && first.results.length < few) return;
      list.ariaBusy = "true"; // what Enter opens is still to be settled
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))); // when that has been painted
      const answer = await engine.search(wish.query, { ...options, limit: most });
      if (signal.aborted) return;
      rough = false;
      show(answer);
    } catch {
      if (!signal.aborted) fail();
    } finally {
      clearTimeout(slow);
    }
  }

  function show(answer: Answer): void {
    const { total, results, corrected, query } = answer;
    const chosen = options[at]?.href;
    groups = arrange(results, groups, held);
    filters.show(answer);
    const best = groups[0]?.results[0]; // the others have less room
    fill(groups.map((g) => groupOf(g, root, (r) => (told.longer || r === best ? 3 : 1))), held ? chosen : "");
    all.href = addressOf(link.href, wish);
    more.hidden = results.length >= total;
    if (!total) {
      note.append("Nothing found ", query && "for ", el("b", {}, query), ". ");
      const filtered = answer.kind.length || answer.role;
      return wayOn(filtered ? button({}, () => want(plain(query), false), "Search everything") : "Try fewer or other words");
    }
    status.textContent = `${total} ${answer.more ? "or more results" : total > 1 ? "results" : "result"}`;
    if (!corrected) return;
    const instead = button({}, () => { exact = true; void search(); input.focus(); }, query);
    note.append("Results for ", el("b", {}, corrected), ". Search instead for ", instead);
  }

  function fail(): void {
    groups = [];
    fill([]);
    note.append("Search could not be loaded. ");
    wayOn(button({}, () => void search(), "Try again"));
  }

  // wayOn says what can be done where there is no result.
  function wayOn(first: Node | string): void {
    note.append(first, ", or look through ", el("a", { href: link.href }, "all pages from A to Z"), ".");
  }

  // recent shows what the reader looked for and opened before.
  function recent(): void {
    groups = [];
    filters.element.hidden = true;
    if (told.longer) return fill([]); // there all pages stand below
    const queries = kept(searches).map((query) => option(addressOf(link.href, plain(query)), query, { "data-query": query }));
    const opened = kept(pages).map((entry) => {
      const [address = "", title = ""] = entry.split("\t");
      return option(pageAt(root, address), title, { "data-page": entry });
    });
    fill([group("Recent searches", queries), group("Recently opened", opened)].filter((g) => g.children[1]));
    if (!options.length) return;
    note.className = "say last";
    note.append("Kept in this browser only. ", button({}, () => { keep(searches); keep(pages); recent(); input.focus(); }, "Clear"));
  }

  // fill puts elements into the list and selects the one that leads to an address, else the first. Nothing is said.
  function fill(elements: HTMLElement[], address = ""): void {
    list.replaceChildren(...elements);
    list.ariaBusy = "false";
    list.hidden = !elements.length;
    note.replaceChildren();
    note.className = "say";
    status.textContent = "";
    more.hidden = true;
    input.ariaExpanded = String(elements.length > 0);
    options = [...list.querySelectorAll("a")];
    select(Math.max(0, options.findIndex((o) => o.href === address)));
    if (entered && options.length && !rough) follow(entered);
  }

  function select(next: number): void {
    const [from, to] = [options[at], options[(at = next)]];
    if (from) from.ariaSelected = "false";
    if (to) to.ariaSelected = "true";
    input.setAttribute("aria-activedescendant", to?.id ?? "");
    if (!at) list.scrollTop = 0; // with the name of the group
  }

  function step(by: number): void {
    if (!options.length) return;
    entered = undefined;
    select((at + by + options.length) % options.length);
    held = Math.max(held, new Set(options.slice(0, at + 1).map((o) => o.dataset.page)).size);
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
    keep(searches, wish.query.trim());
    if (dataset.page) keep(pages, dataset.page);
  }

  input.oninput = () => want({ ...wish, query: input.value }, true);
  input.onkeydown = (event) => {
    if (event.isComposing || event.altKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1, Enter: 0 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    if (by) step(by);
    else if (list.ariaBusy === "true") entered = event; // it opens what is found
    else follow(event);
  };
  list.onclick = list.onauxclick = (event) => {
    const chosen = (event.target as Element).closest("a");
    if (!chosen || event.button > 1) return;
    const here = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const query = chosen.dataset.query;
    if (query && here) {
      event.preventDefault();
      want(plain(query), false);
      return input.focus();
    }
    remember(chosen);
    if (here) told.opened?.();
  };
  all.onclick = () => keep(searches, wish.query.trim());
  recent();

  const element = el("div", { class: "finder" },
    el("label", { class: "query" }, link.querySelector("svg")!.cloneNode(true), input),
    filters.element, note, list);

  async function refresh(): Promise<void> {
    if (!element.checkVisibility() || !(await engine.refresh().catch(() => false))) return;
    filters.forget();
    void search();
  }
  addEventListener("focus", refresh);
  document.addEventListener("baton:built", refresh);

  return { element, input, status, more, ask: (next) => want(next, false), refresh };
}
