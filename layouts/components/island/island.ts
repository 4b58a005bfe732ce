// Fetches the islands of a page once it has been painted: what a checklist, a score or the decision finder needs, and
// other pages do not. An island's script runs once for a page and decorates it again by itself when it changes.
import { decorate } from "../../scripts/decorate.ts";
import { script, style } from "../../scripts/load.ts";

const here = new Set<string>();

decorate(() => {
  requestAnimationFrame(() => setTimeout(fetchAll));
});

function fetchAll(): void {
  for (const { dataset } of document.querySelectorAll<HTMLElement>("[data-script]")) {
    const src = dataset.script!;
    if (here.has(src)) continue;
    here.add(src);
    const look = dataset.look ? style(dataset.look) : Promise.resolve();
    look.then(() => script(src)).catch(() => here.delete(src)); // the page says all that it has to say without it
  }
}
