// Runs before the first paint: the theme that the reader chose must be there before anything is drawn.
try {
  const theme = localStorage.getItem("baton:theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // A browser that refuses storage follows the system.
}
