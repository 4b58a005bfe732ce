// Fetches the page behind a link when a reader is about to go there, and has it shown beforehand what a role or a
// decision says. Who saves data is asked for nothing.
import { el } from "../../scripts/dom.ts";
import { script, style } from "../../scripts/load.ts";
import type { Preview } from "../../islands/preview/preview.ts";

const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
const fetched = new Set<string>();

let loading: Promise<Preview> | undefined;

if (!saving) for (const type of ["pointerover", "focusin"]) document.addEventListener(type, intend);

function intend(event: Event): void {
  const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>("a[href]");
  if (!link || link.origin !== location.origin || link.pathname === location.pathname || !link.pathname.endsWith("/")) return;
  const page = link.origin + link.pathname;
  if (!fetched.has(page)) document.documentElement.append(el("link", { rel: "prefetch", href: page }));
  fetched.add(page);
  const main = link.closest<HTMLElement>("main[data-preview]");
  if (!main || (event as PointerEvent).pointerType === "touch") return;
  loading ??= Promise.all([style(main.dataset.look!), script(main.dataset.preview!)]).then(
    () => (globalThis as unknown as { batonPreview: Preview }).batonPreview,
  );
  loading.then((preview) => preview(link, event.type === "focusin"), () => (loading = undefined));
}
