// The filters: kinds with how many of each, and the role that it is for.
import type { Answer, Engine } from "../../scripts/search/types.ts";
import { button, el } from "../../scripts/dom.ts";
import { kindsOf } from "./groups.ts";
import type { Wish } from "./wish.ts";

export interface Facets {
  element: HTMLElement;
  show(answer: Answer): void;
  forget(): void; // the index is another one
}

// facets makes the filters, and says when the reader wants others.
export function facets(engine: Engine, changed: (wish: Wish) => void): Facets {
  const kinds = el("div", { class: "kinds", role: "group", "aria-label": "Kinds" });
  const select = el("select", {}, new Option("everybody", ""));
  const role = el("label", {}, "For ", select);
  const element = el("div", { class: "facets" }, kinds, role);
  let last: Answer;
  let filled: Promise<unknown> | undefined;

  // Filters that were written in the query become those of the reader with the first one that is pressed.
  const want = (change: Partial<Wish>) => changed({ query: last.query, kinds: last.kind, role: last.role ?? "", ...change });

  const chips = Object.entries(kindsOf).map(([name, of]) => {
    const b = button({}, () => {
      const others = last.kind.filter((k) => !of.includes(k));
      want({ kinds: others.length < last.kind.length ? others : [...others, ...of] });
    });
    b.onpointerdown = (event) => event.preventDefault(); // who uses a mouse goes on typing
    kinds.append(b);
    return () => {
      const count = of.reduce((sum, k) => sum + (last.kinds[k] ?? 0), 0);
      b.replaceChildren(`${name} `, el("span", {}, `${count}`));
      b.ariaPressed = `${of.some((k) => last.kind.includes(k))}`;
      b.className = count ? "" : "none";
    };
  });

  // fill asks for the roles when somebody is about to choose one, or one is in force.
  const fill = () =>
    (filled ??= engine.roles().then(
      (roles) => {
        select.append(...roles.map((r) => new Option(`${r.title} (${r.pages})`, r.stem)));
        select.value = last.role ?? "";
      },
      () => (filled = undefined),
    ));
  select.onfocus = select.onpointerenter = fill;
  select.onchange = () => want({ role: select.value });

  return {
    element,
    show(answer) {
      last = answer;
      for (const show of chips) show();
      element.hidden = Object.keys(answer.kinds).length < 2;
      role.hidden = !("role" in answer.kinds);
      select.value = answer.role ?? "";
      if (answer.role) void fill();
    },
    forget() {
      filled = undefined;
      select.length = 1;
    },
  };
}
