// What lies on what: a list of faults of the staves on this page, as they are laid out at this width.
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
  if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
  return faults;
})();
