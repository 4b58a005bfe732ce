// Keeps the choice of theme in this browser.
import { decorate } from "../../scripts/decorate.ts";

const key = "baton:theme";
const root = document.documentElement;

decorate(() => {
  const select = document.querySelector<HTMLSelectElement>(".theme select");
  if (!select) return;
  select.value = root.dataset.theme ?? "";
  select.onchange = () => choose(select.value);
});

function choose(theme: string): void {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  try {
    if (theme) localStorage.setItem(key, theme);
    else localStorage.removeItem(key);
  } catch {
    // The choice holds for this page.
  }
}
