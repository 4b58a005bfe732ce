// Marks what belongs to the reader's roles, by a style sheet that the browser adopts: it is there before the first
// paint, and no element is touched. Whatever the storage holds is escaped, and stays a text.

// mark marks the elements of roles with these stems, and says in the bar what the reader's part is, if this handbook
// was told.
export function mark(stems: string[], part?: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `${stems.map((stem) => `[data-role~="${CSS.escape(stem)}"]`)}{--me:var(--accent);--me-t:var(--mine);--you:"you"}` +
      (part ? `html{--part:"${CSS.escape(part)}";--on:var(--accent);--off:0}` : ""),
  );
  document.adoptedStyleSheets = [sheet];
}
