// The one place from which a page of a checklist speaks: what has just happened, with what takes it back.
import { button, el } from "../../scripts/dom.ts";

const long = 10_000; // for which it can be taken back
const pace = 1_000; // how often, at most, a reader of the screen hears of progress

// sayer makes that place, which stands behind an element, and returns what speaks there.
export function sayer(behind: () => Element): (text: string, action?: string, act?: () => void) => void {
  const box = el("div", { class: "run-say", role: "status" });
  let timer = 0;
  return (text, action, act) => {
    clearTimeout(timer);
    if (!box.isConnected) behind().after(box); // also when the page has changed under it
    const clear = () => {
      if (box.contains(document.activeElement)) behind().querySelector("button")?.focus();
      box.replaceChildren();
    };
    if (!text) return clear();
    box.replaceChildren(el("p", {}, text));
    if (action) {
      box.append(button({ class: "btn" }, () => {
        clear();
        act!();
      }, action));
    }
    timer = setTimeout(clear, long);
  };
}

// murmurer makes what only readers of a screen hear, of all that is said within a second the last.
export function murmurer(behind: () => Element): (text: string) => void {
  const box = el("p", { class: "vh", role: "status" });
  let timer = 0;
  let last = "";
  return (text) => {
    if (!box.isConnected) behind().after(box);
    if (text === last) return;
    last = text;
    clearTimeout(timer);
    timer = setTimeout(() => (box.textContent = text), pace);
  };
}
