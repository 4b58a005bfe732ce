// The palette, in which a reader searches: loaded when somebody is about to.
import { dialog } from "./dialog.ts";
import { page } from "./page.ts";
import { readFrom } from "./read.ts";
import type { Engine, Search } from "../../scripts/search/types.ts";

// Palette is the global "batonPalette".
export interface Palette {
  open(link: HTMLAnchorElement, run: Run): void; // or closes it, if it is open
  settle(link: HTMLAnchorElement, run: Run, place: HTMLElement): void; // on the page of search
}

// Run loads a script and runs it.
export type Run = (src: string) => Promise<unknown>;

let toggle: (() => void) | undefined;
let put: ((place: HTMLElement) => void) | undefined;

const palette: Palette = {
  open(link, run) {
    toggle ??= dialog(engineOf(link, run), link);
    toggle();
  },
  settle(link, run, place) {
    put ??= page(engineOf(link, run), link);
    put(place);
    toggle = () => place.querySelector("input")!.select();
  },
};

function engineOf({ href, dataset, baseURI }: HTMLAnchorElement, run: Run): Engine {
  const more = new URL(dataset.more!, baseURI).href; // as of now: what stands there leads elsewhere from another page
  return (globalThis as unknown as { batonSearch: Search }).batonSearch.open(readFrom(new URL(".", href)), () => run(more));
}

(globalThis as unknown as { batonPalette: Palette }).batonPalette = palette;
