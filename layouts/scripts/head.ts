// Runs before the first paint: what the reader chose must be there before anything is drawn.
import { mark } from "./mark.ts";

const { dataset } = document.documentElement;
// There is room for what scripts add, and for an answer where something is asked.
dataset.js = /[?&]q=./.test(location.href) ? "ask" : "";
try {
  const kept = localStorage;
  dataset.theme = kept["baton:theme"] || ""; // "": as the system has it
  mark(JSON.parse(kept["baton:roles"]), kept["baton:part " + new URL("..", (document.currentScript as HTMLScriptElement).src).pathname]);
} catch {
  // A browser that refuses storage, or keeps no list, has chosen nothing.
}
