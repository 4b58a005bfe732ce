// The palette, in which a reader searches: loaded when somebody is about to.
import { dialog } from "./palette/dialog.ts";
import { page } from "./palette/page.ts";
import { readFrom } from "./palette/read.ts";
import type { Engine, Search } from "./search/types.ts";

// Palette is the global "batonPalette".
export interface Palette {
  open(link: HTMLAnchorElement): void; // or closes it, if it is open
  settle(link: HTMLAnchorElement, place: HTMLElement): void; // on the page of search
}

let toggle: (() => void) | undefined;
let put: ((place: HTMLElement) => void) | undefined;

const palette: Palette = {
  open(link) {
    toggle ??= dialog(engineOf(link), link);
    toggle();
  },
  settle(link, place) {
    put ??= page(engineOf(link), link);
    put(place);
    toggle = () => place.querySelector("input")!.select();
  },
};

function engineOf(link: HTMLAnchorElement): Engine {
  return (globalThis as unknown as { batonSearch: Search }).batonSearch.open(readFrom(new URL(".", link.href)));
}

(globalThis as unknown as { batonPalette: Palette }).batonPalette = palette;
