// What goes on paper. The style sheet leaves away what data-print does not name.

// printed prints the run as it is "now", the "blank" form, or two runs that are laid beside each other: "beside".
export function printed(what: "now" | "blank" | "beside"): void {
  const { dataset } = document.documentElement;
  dataset.print = what;
  addEventListener("afterprint", () => delete dataset.print, { once: true });
  print();
}
