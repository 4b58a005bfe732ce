// The blank text between blocks. Idiomorph compares a text with all that follows it, which on a page of thousands of
// blocks takes minutes; without the blanks a block finds its like at once.
const many = 30; // children, from which on it is worth it
const parents = "div, section, ul, ol, dl, table, tbody";
const block = /^(p|ul|ol|li|dl|dt|dd|pre|blockquote|figure|table|tr|details|section|div|hr|h[1-6])$/;

// takeGaps takes the blanks out of the page and of next, and returns what puts them in again once the page has the
// same elements. live leads from those of next to those of the page.
export function takeGaps(page: Element, next: Element): (live: Map<Node, Node>) => void {
  for (const parent of long(page)) removeBlanks(parent);
  const were = long(next).map((parent) => [parent, [...parent.childNodes]] as const);
  for (const [parent] of were) removeBlanks(parent);
  return (live) => {
    for (const [parent, nodes] of were) {
      parent.replaceChildren(...nodes);
      const there = live.get(parent) as Element | undefined;
      if (!there) continue; // it came as a whole, and looks the same without
      let at = there.firstElementChild;
      for (const n of nodes) {
        if (n instanceof Text) there.insertBefore(n.cloneNode(), at);
        else at = at?.nextElementSibling ?? null;
      }
    }
  };
}

// long returns the elements that have many blocks and nothing else.
function long(tree: Element): Element[] {
  return [...tree.querySelectorAll(parents)].filter(
    (e) => e.children.length >= many && [...e.childNodes].every((n) => (n instanceof Element ? block.test(n.localName) : isBlank(n))),
  );
}

function removeBlanks(parent: Element): void {
  for (const n of [...parent.childNodes]) if (isBlank(n)) n.remove();
}

function isBlank(n: ChildNode): boolean {
  return n instanceof Text && !n.data.trim();
}
