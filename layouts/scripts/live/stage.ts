// Where live editing draws: a shadow root beside the body, which no morph and no style of the page reaches.
const host = document.createElement("baton-live");
const root = host.attachShadow({ mode: "open" });

type Child = Node | string | false | undefined;

// el makes an element with a class and children. Those that are false or undefined are left out.
export function el<K extends keyof HTMLElementTagNameMap>(name: K, className: string, ...children: Child[]): HTMLElementTagNameMap[K] {
  const e = document.createElement(name);
  if (className) e.className = className;
  e.append(...children.filter((c) => c !== false && c !== undefined));
  return e;
}

// button makes a button that does something.
export function button(className: string, act: () => void, ...children: Child[]): HTMLButtonElement {
  const b = el("button", className, ...children);
  b.type = "button";
  b.addEventListener("click", act);
  return b;
}

// dock is the row of small signs at the bottom, above the panel.
export const dock = el("div", "dock");

// speaker makes a function that says something to those who listen to the page. The same is not said twice.
function speaker(className: string): (text: string) => void {
  const status = el("p", `vh ${className}`);
  status.role = "status";
  root.append(status);
  return (text) => {
    if (status.textContent !== text) status.textContent = text;
  };
}

// Two voices, so that a change does not talk over what is wrong with it.
export const announce = speaker("said");
export const announceChange = speaker("changes");

const stopped = el("p", "sign", "serve has stopped");
stopped.hidden = true;
dock.append(stopped);

const sheet = document.createElement("link");
sheet.rel = "stylesheet";
sheet.href = "/_baton/live.css";
host.hidden = true; // until it has its style
sheet.onload = sheet.onerror = () => (host.hidden = false);

const bottom = el("div", "bottom", dock);
root.append(sheet, bottom);
document.documentElement.append(host);

// put adds something below the signs.
export function put(panel: HTMLElement): void {
  bottom.append(panel);
}

// notice shows and says something for a while, in place of what it said before.
export function notice(text: string): void {
  announce(text);
  const sign = el("p", "sign", text);
  last?.remove();
  dock.append((last = sign));
  setTimeout(() => sign.remove(), 8000);
}

let last: HTMLElement | undefined;

// gone shows or takes away the sign that nobody answers.
export function gone(is: boolean): void {
  if (stopped.hidden === !is) return;
  stopped.hidden = !is;
  announce(is ? "serve has stopped" : "serve is back");
}

// focused is what has the focus here.
export function focused(): HTMLElement | null {
  return root.activeElement as HTMLElement | null;
}

// While a panel covers the end of the window, the page ends later and what gets the focus is scrolled above it.
const room = new CSSStyleSheet();
room.replaceSync("@media screen{html{scroll-padding-block-end:42dvh}}");

// covered is how much of the window's end is behind a panel.
export function covered(): number {
  return host.hasAttribute("open") ? bottom.offsetHeight : 0;
}

// makeRoom makes room for a panel at the end of the page, or takes it away.
export function makeRoom(is: boolean): void {
  host.toggleAttribute("open", is);
  const others = document.adoptedStyleSheets.filter((s) => s !== room);
  document.adoptedStyleSheets = is ? [...others, room] : others;
}
