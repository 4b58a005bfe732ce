// Where this handbook stands. Its pages hold relative links only, and the first of them leads to its root.

// root is the address of the handbook's first page.
export function root(): URL {
  return new URL(document.querySelector<HTMLAnchorElement>("a.brand")!.href);
}

// keyFor is a key of storage for this handbook alone: others may share the origin.
export function keyFor(name: string): string {
  return `baton:${name} ${root().pathname}`;
}
