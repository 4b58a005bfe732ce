// The roles of this handbook, as the page lists them.

export interface Role {
  stem: string; // how a browser keeps it
  names: string[]; // that, and what it was called before
  title: string;
  page: string; // address
  part: string; // of the part book, "" without one
  element: HTMLElement; // in the list
}

export function roles(place: HTMLElement): Role[] {
  return [...place.querySelectorAll<HTMLElement>("[data-stem]")].map((element) => {
    const [page, part] = element.querySelectorAll<HTMLAnchorElement>("a[href]");
    return {
      stem: element.dataset.stem!, names: element.dataset.role!.split(" "), title: page!.textContent!,
      page: page!.href, part: part?.href ?? "", element,
    };
  });
}

// toTop puts the focus on the title of the page, where what was pressed is gone.
export function toTop(): void {
  const title = document.querySelector("h1")!;
  title.tabIndex = -1;
  title.focus();
}
