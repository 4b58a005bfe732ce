// Runs what a component adds to the page: now, and again when the page has changed under it, which it does in
// `baton serve`. What was added is gone by then where the page is new, and may still be there where it is not.
export function decorate(add: () => void): void {
  add();
  document.addEventListener("baton:changed", add);
}
