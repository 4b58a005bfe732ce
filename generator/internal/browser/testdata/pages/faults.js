// What is wrong with a page as it is laid out. least is how many pixels wide and high what is pressed has to be, 0 if
// that is not looked at; spaced has the text spaced as WCAG 1.4.12 asks a page to bear, while it is looked at.
function faults(least, spaced) {
  const out = [];
  const root = document.documentElement;
  const before = spaced ? new Set(cut()) : new Set();
  const sheet = new CSSStyleSheet();
  if (spaced) {
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
    );
    document.adoptedStyleSheets.push(sheet);
  }
  if (root.scrollWidth > root.clientWidth) out.push(`scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}: ${widest()}`);
  out.push(...cut().filter((e) => !before.has(e)).map((e) => `its text is cut: ${name(e)}`));
  if (least) out.push(...small(least));
  if (spaced) document.adoptedStyleSheets.splice(document.adoptedStyleSheets.indexOf(sheet), 1);
  return out;

  function widest() {
    const all = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1 && e.checkVisibility());
    return all.slice(0, 2).map(name).join(", ");
  }

  // cut are the elements that hide a part of their own text. What is for ears only is meant to be hidden.
  function cut() {
    return [...document.querySelectorAll("body *")].filter((e) => {
      if (![...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()) || !e.checkVisibility()) return false;
      const style = getComputedStyle(e);
      if (style.clipPath !== "none" || (style.overflowX === "visible" && style.overflowY === "visible")) return false;
      return (/hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1) || (/hidden|clip/.test(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
    });
  }

  // small are the targets that are too small for a thumb: all that is a box of its own. A link that is inline is as high
  // as its line; that it has 24 pixels or room around it is for axe to say.
  function small(least) {
    return [...document.querySelectorAll("a[href], button, select, summary, input:not([type=hidden]), textarea")]
      .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !e.closest(".skip, .vh, [inert]"))
      .filter((e) => e.localName !== "a" || getComputedStyle(e).display !== "inline")
      .map((e) => [e, size(e)])
      .filter(([, [width, height]]) => Math.min(width, height) < least - 0.5)
      .map(([e, [width, height]]) => `${width.toFixed()} by ${height.toFixed()} is too small: ${name(e)}`);
  }

  // size is that of a target with its label, which can be pressed as well, and with what it lays around itself.
  function size(e) {
    const boxes = [e, ...(e.labels ?? [])].filter((b) => b.checkVisibility()).map((b) => b.getBoundingClientRect());
    const around = getComputedStyle(e, "::after");
    const more = around.content !== "none" && around.position === "absolute" ? -2 * parseFloat(around.top) : 0;
    return [Math.max(...boxes.map((b) => b.width)) + more, Math.max(...boxes.map((b) => b.height)) + more];
  }

  function name(e) {
    return e.outerHTML.replace(/\s+/g, " ").slice(0, 110);
  }
}
