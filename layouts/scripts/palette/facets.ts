// The filters: kinds with how many of each, and the role that it is for.
import type { Answer, Engine } from "../search/types.ts";
import { button, el } from "./dom.ts";
import { order, words } from "./groups.ts";
import type { Wish } from "./wish.ts";

export interface Facets {
  element: HTMLElement;
  show(answer: Answer): void;
  forget(): void; // the index is another one
}

// facets makes the filters, and says when the reader wants others.
export function facets(engine: Engine, changed: (wish: Wish) => void): Facets {
  const kinds = el("div", { class: "kinds", role: "group", "aria-label": "Kinds" });
  const select = el("select");
  const role = el("label", { hidden: true }, "For ", select);
  const element = el("div", { class: "facets", hidden: true }, kinds, role);
  const chips = new Map<string, HTMLButtonElement>();
  let last: Answer;
  let filled: string | undefined;

  // Filters that were written in the query become those of the reader with the first one that is pressed.
  const want = (change: Partial<Wish>) => changed({ query: last.query, kinds: last.kind, role: last.role ?? "", ...change });

  function chip(kind: string): HTMLButtonElement {
    const b = button({}, () =>
      want({ kinds: last.kind.includes(kind) ? last.kind.filter((k) => k !== kind) : [...last.kind, kind] }));
    b.onpointerdown = (event) => event.preventDefault(); // who uses a mouse goes on typing
    chips.set(kind, b);
    return b;
  }

  function choose(value = ""): void {
    if (value && ![...select.options].some((o) => o.value === value)) select.add(new Option(value, value));
    select.value = value;
  }

  // fill asks for the roles when somebody is about to choose one, or one is in force.
  async function fill(): Promise<void> {
    if (filled !== undefined) return;
    filled = "";
    try {
      const roles = await engine.roles();
      select.replaceChildren(new Option("everybody", ""), ...roles.map((r) => new Option(`${r.title} (${r.pages})`, r.stem)));
    } catch {
      filled = undefined;
    }
    choose(last.role);
  }
  select.add(new Option("everybody", ""));
  select.onfocus = select.onpointerenter = () => void fill();
  select.onchange = () => want({ role: select.value });

  return {
    element,
    show(answer) {
      last = answer;
      const all = Object.entries(answer.kinds).sort(([a], [b]) => order(a) - order(b));
      for (const [kind, count] of all) {
        const b = chips.get(kind) ?? chip(kind);
        b.ariaPressed = String(answer.kind.includes(kind));
        b.classList.toggle("none", !count);
        b.replaceChildren(words(kind), el("span", {}, String(count)));
      }
      kinds.replaceChildren(...all.map(([kind]) => chips.get(kind)!));
      kinds.hidden = all.length < 2;
      role.hidden = !("role" in answer.kinds);
      element.hidden = kinds.hidden && role.hidden;
      choose(answer.role);
      if (answer.role) void fill();
    },
    forget: () => void (filled = undefined),
  };
}
