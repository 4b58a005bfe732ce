// Elements from plain values. No text is ever read as HTML.
import type { Marked } from "./search/types.ts";

type Child = Node | string | false | undefined;

// el makes an element. Of the attributes, true stands for one without a value, and false and undefined for none.
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string | boolean | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value || value === "") e.setAttribute(key, value === true ? "" : value);
  }
  e.append(...children.filter((c): c is Node | string => !!c));
  return e;
}

// button makes a button that does something.
export function button(attributes: Record<string, string>, act: () => void, ...children: Child[]): HTMLButtonElement {
  const b = el("button", { type: "button", ...attributes }, ...children);
  b.onclick = act;
  return b;
}

// marked is a text in which what the reader typed is marked.
export function marked(pieces: Marked): DocumentFragment {
  const out = new DocumentFragment();
  out.append(...pieces.map(([text, mark]) => (mark ? el("mark", {}, text) : text)));
  return out;
}

// textOf is a marked text without its marks.
export function textOf(pieces: Marked): string {
  return pieces.map(([text]) => text).join("");
}
