// Runs before the first paint: what the reader chose must be there before anything is drawn.
import { mark } from "./mark.ts";

const root = document.documentElement;
root.dataset.js = ""; // there is room for what scripts add
if (/[?&]q=./.test(location.search)) root.dataset.asked = ""; // and for an answer
try {
  const kept = localStorage;
  const theme: string | undefined = kept["baton:theme"];
  if (theme) root.dataset.theme = theme;
  const site = new URL("..", (document.currentScript as HTMLScriptElement).src).pathname;
  mark(JSON.parse(kept["baton:roles"]), kept[`baton:part ${site}`]);
} catch {
  // A browser that refuses storage, or keeps no list, has chosen nothing.
}
