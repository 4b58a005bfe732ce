// Shows the choice of theme, which without script would do nothing, and keeps it in this browser.
import { decorate } from "../../scripts/decorate.ts";

const key = "baton:theme";
const root = document.documentElement;

decorate(() => {
  const label = document.querySelector<HTMLLabelElement>(".theme");
  const select = label?.querySelector("select");
  if (!label || !select) return;
  select.value = root.dataset.theme ?? "";
  select.onchange = () => choose(select.value);
  label.hidden = false;
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
