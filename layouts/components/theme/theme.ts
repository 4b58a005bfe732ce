// Shows the choice of theme, which without script would do nothing, and keeps it in this browser.
const key = "baton:theme";
const root = document.documentElement;
const label = document.querySelector<HTMLLabelElement>(".theme");
const select = label?.querySelector("select");

if (label && select) {
  select.value = root.dataset.theme ?? "";
  select.addEventListener("change", () => {
    if (select.value) root.dataset.theme = select.value;
    else delete root.dataset.theme;
    try {
      if (select.value) localStorage.setItem(key, select.value);
      else localStorage.removeItem(key);
    } catch {
      // The choice holds for this page.
    }
  });
  label.hidden = false;
}
