// Search as a page: the finder above the list of all pages, and what is asked for in the address.
import type { Engine } from "../../scripts/search/types.ts";
import { el } from "../../scripts/dom.ts";
import { finder } from "./finder.ts";
import { addressOf, nothing, wishOf } from "./wish.ts";

// page makes the finder of the page of search, and returns what puts it there, again when the page is another one.
export function page(engine: Engine, link: HTMLAnchorElement): (place: HTMLElement) => void {
  const title = document.title;
  let typing = false; // a query that is still being typed is one step of the history
  const find = finder(engine, link, 20, {
    longer: true,
    asked(wish, typed) {
      const address = addressOf(location.pathname, wish);
      if (address !== location.pathname + location.search) {
        history[typed && typing ? "replaceState" : "pushState"](null, "", address);
        typing = typed;
      }
      showAll();
    },
  });
  find.element.append(el("footer", {}, find.status, find.more));

  function showAll(): void {
    const wish = wishOf(location.search);
    document.getElementById("page:all")!.hidden = !nothing(wish);
    document.title = wish.query ? `${wish.query} · ${title}` : title;
  }

  function read(): void {
    typing = false;
    find.ask(wishOf(location.search));
  }

  addEventListener("popstate", read);
  read();

  return (place) => {
    if (!place.contains(find.element)) place.append(find.element);
    showAll();
  };
}
