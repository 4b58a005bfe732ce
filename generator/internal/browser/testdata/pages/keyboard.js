// stops is every control that the keyboard should reach, in the order of the document. Of radio buttons that belong
// together, it reaches one.
function stops() {
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter((e) =>
    e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) &&
    !(e.type === "radio" && !e.checked && document.querySelector(`input[type=radio][name="${CSS.escape(e.name)}"]:checked`)));
}

// told names an element in a message.
function told(e) {
  return e === document.body ? "nothing" : e.outerHTML.replace(/\s+/g, " ").slice(0, 110);
}

// unseen says what keeps a reader from seeing where the focus is, "" if nothing does.
function unseen(e) {
  const framed = (e) => {
    const look = getComputedStyle(e);
    return (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none";
  };
  if (!framed(e)) return "nothing is drawn around " + told(e);
  const isIt = (x, y) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (e.contains(hit) || hit.closest("label")?.control === e);
  };
  for (const r of e.getClientRects()) {
    for (const x of [r.left + 2, r.left + r.width / 2, r.right - 2]) {
      for (const y of [r.top + 2, r.top + r.height / 2, r.bottom - 2]) {
        if (isIt(x, y)) return "";
      }
    }
  }
  const r = e.getClientRects()[0];
  const over = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
  return `hidden is ${told(e)} at ${r.top.toFixed()}, by ${over ? told(over) : "the edge of the window"}`;
}

// reached says what has the focus now: its number among the stops of the page, and what keeps it from being seen.
async function reached() {
  await new Promise((done) => requestAnimationFrame(() => done()));
  const e = document.activeElement;
  return { At: e === document.body ? -1 : walk.indexOf(e), What: told(e), Unseen: e === document.body ? "" : unseen(e) };
}
