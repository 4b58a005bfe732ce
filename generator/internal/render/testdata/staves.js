// What lies on what, and which cue leads nowhere: a list of faults of the score on this page at this width.
(() => {
  const faults = [];
  const notes = [...document.querySelectorAll(".staves .note, .staves .pause")];
  const words = notes.map((note) => {
    const boxes = [];
    const walk = document.createTreeWalker(note, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode;
      if (text.parentNode.closest(".vh, .hears, .note:not(.everyone) .who")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      boxes.push(...[...range.getClientRects()].filter((b) => b.width > 2));
    }
    return {
      name: note.textContent.trim().replace(/\s+/g, " ").slice(0, 50),
      pause: note.classList.contains("pause"),
      edge: note.getBoundingClientRect().right,
      left: Math.min(...boxes.map((b) => b.left)),
      right: Math.max(...boxes.map((b) => b.right)),
      top: Math.min(...boxes.map((b) => b.top)),
      bottom: Math.max(...boxes.map((b) => b.bottom)),
    };
  });
  words.forEach((a, i) => {
    if (a.right > a.edge + 1) faults.push(`${a.name}: leaves its columns`);
    for (const b of words.slice(0, i)) {
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) {
        faults.push(`${a.name}: lies on ${b.name}`);
      }
    }
    if (a.pause) return;
    for (const line of document.querySelectorAll(".cues > :is(.up, .down)")) {
      const trunk = line.getBoundingClientRect();
      if (a.left < trunk.right && trunk.right - 2 < a.right && a.top < trunk.bottom && trunk.top < a.bottom) {
        faults.push(`${a.name}: is crossed by a cue`);
      }
    }
  });
  const heads = [...document.querySelectorAll(".staves .note, .cues > .dot")].map((e) => {
    const b = e.getBoundingClientRect();
    return { x: b.left + 6, y: b.top + (e.matches(".dot") ? b.height / 2 : 0), part: e.dataset.part };
  });
  const meets = (x, y) => heads.some((h) => Math.abs(h.x - x) <= 10 && Math.abs(h.y - y) <= 4);
  for (const line of document.querySelectorAll(".cues > :is(.up, .down, .head, .entry)")) {
    const b = line.getBoundingClientRect();
    if (!b.width) continue; // a list has no lines
    const name = `the ${line.className} of ${line.dataset.of ?? "somebody"} in beat ${line.dataset.beat}`;
    if (line.matches(".up, .down") && !meets(b.left, line.matches(".down") ? b.top : b.bottom)) faults.push(`${name}: begins at no note`);
    if (line.matches(".head, .entry") && !meets(b.right, b.top)) faults.push(`${name}: ends at no note`);
  }
  for (const rest of document.querySelectorAll(".cues > .rest")) {
    const b = rest.getBoundingClientRect();
    if (b.width && words.some((a) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)) faults.push("a rest lies on words");
    if (b.width && b.width < 12) faults.push("a rest is not seen");
  }
  const main = document.querySelector("main");
  if (Math.max(main.scrollWidth, document.documentElement.scrollWidth) > innerWidth) {
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5 && e.checkVisibility() && !e.closest(".scroll"));
    faults.push("the page scrolls sideways: " + wide.slice(-2).map((e) => e.outerHTML.slice(0, 120)).join(" | "));
  }
  for (const e of document.querySelectorAll(".score :is(p, h3 span), .sheet p")) {
    const wide = e.getBoundingClientRect();
    if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1 && getComputedStyle(e).display === "block" || wide.right > innerWidth) faults.push(`${e.textContent.trim().slice(0, 50)}: runs out of its box`);
  }
  return faults;
})();
