// The way to search. The link leads to a page that needs no script; with script it opens the palette, which is loaded
// when somebody is about to search, and not before.
import { decorate } from "../../scripts/decorate.ts";
import { script, style } from "../../scripts/load.ts";
import type { Palette } from "../../islands/palette/palette.ts";

const platform = (navigator as { userAgentData?: { platform: string } }).userAgentData?.platform ?? navigator.platform;
const apple = /mac|iphone|ipad/i.test(platform);
const known = apple || /^(win|linux|chrom|cros)/i.test(platform);

let link: HTMLAnchorElement | null;
let loading: Promise<Palette> | undefined;
let palette: Palette | undefined;

decorate(() => {
  link = document.querySelector("a.find");
  if (!link) return;
  link.onpointerenter = link.onfocus = link.ontouchstart = () => void load(link!).catch(() => {});
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link!);
  };
  link.setAttribute("aria-keyshortcuts", apple ? "Meta+K" : known ? "Control+K" : "Control+K Meta+K");
  if (known && !link.querySelector("kbd")) {
    const keys = document.createElement("kbd");
    keys.ariaHidden = "true";
    keys.textContent = apple ? "⌘ K" : "Ctrl K";
    link.append(keys);
  }
  const place = document.getElementById("page:find");
  if (!place) return;
  if (palette) palette.settle(link, script, place); // at once: it holds the focus
  else requestAnimationFrame(() => setTimeout(() => load(link!).then((p) => p.settle(link!, script, place), () => {}))); // once it is painted
});

document.addEventListener("keydown", (event) => {
  if (!link || event.altKey || event.shiftKey || event.isComposing) return;
  const command = known ? (apple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey) : event.ctrlKey !== event.metaKey;
  const wanted = command ? event.key.toLowerCase() === "k" : event.key === "/" && !event.ctrlKey && !event.metaKey && !typing(event.target) && slash();
  if (!wanted) return;
  event.preventDefault();
  open(link);
});

// open opens the palette. Should it not come, the link leads on.
function open(link: HTMLAnchorElement): void {
  if (link.ariaBusy) return;
  link.ariaBusy = "true";
  load(link)
    .then((p) => p.open(link, script), () => location.assign(link.href))
    .finally(() => (link.ariaBusy = null));
}

function load({ dataset }: HTMLElement): Promise<Palette> {
  return (loading ??= Promise.all([style(dataset.look!), script(dataset.engine!), script(dataset.palette!)]).then(
    () => (palette = (globalThis as unknown as { batonPalette: Palette }).batonPalette),
    (error) => {
      loading = undefined;
      throw error;
    },
  ));
}

// typing reports whether a key means a letter there. A box that is ticked takes none.
function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])"));
}

// slash reports whether the reader switched on that "/" opens the palette: single keys are for those who want them.
function slash(): boolean {
  try {
    return localStorage.getItem("baton:slash") !== null;
  } catch {
    return false;
  }
}
