// The palette itself: the finder in a window over the page.
import type { Engine } from "../../scripts/search/types.ts";
import { button, el } from "../../scripts/dom.ts";
import { finder } from "./finder.ts";
import { keep, kept } from "../../scripts/kept.ts";

// dialog makes the palette and returns what opens or closes it. It stands beside the body, where nothing that happens
// to the page reaches it.
export function dialog(engine: Engine, link: HTMLAnchorElement): () => void {
  const find = finder(engine, link, 8, { opened: () => window.close() });
  const slash = el("input", { type: "checkbox" });
  slash.checked = kept("baton:slash").length > 0;
  slash.onchange = () => keep("baton:slash", slash.checked ? "on" : undefined);

  find.element.querySelector("label")!.append(button({ class: "close", "aria-label": "Close" }, () => window.close(), el("kbd", {}, "Esc")));
  find.element.append(
    el("footer", {},
      find.status,
      el("span", { class: "keys" }, el("kbd", {}, "↑"), " ", el("kbd", {}, "↓"), " move"),
      el("span", { class: "keys" }, el("kbd", {}, "Enter"), " open"),
      find.more,
      el("label", { class: "keys" }, slash, " open with ", el("kbd", {}, "/")),
    ),
  );
  const window = el("dialog", { class: "palette", "aria-label": "Search or jump" }, find.element);
  window.onclick = (event) => {
    if (event.target === window) window.close(); // beside it
  };
  document.documentElement.append(window);

  return () => {
    if (window.open) return window.close();
    window.showModal();
    find.input.select();
    find.refresh();
  };
}
