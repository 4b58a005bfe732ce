// Shows of the table of responsibilities only what one role has to do with, and who else has to do with that. Which
// role stands in the address. The table is long: rows are hidden one by one, columns by one style sheet.
import { decorate } from "../../scripts/decorate.ts";
import { onChange, own } from "../../scripts/roles.ts";

const columns = new CSSStyleSheet();

decorate(begin);
onChange(nameMine);

function begin(): void {
  const select = selection();
  if (!select) return;
  const wanted = new URLSearchParams(location.search).get("role");
  const option = [...select.options].find((o) => namesOf(o).includes(wanted || select.value));
  select.value = option?.value ?? "";
  select.onchange = () => {
    const url = new URL(location.href);
    if (select.value) url.searchParams.set("role", select.value);
    else url.searchParams.delete("role");
    history.replaceState(history.state, "", url);
    show(select);
  };
  nameMine();
  show(select);
}

// show hides what the chosen role has nothing to do with, and says how much is left.
function show(select: HTMLSelectElement): void {
  const table = document.querySelector<HTMLTableElement>(".matrix table")!;
  const at = select.selectedIndex; // the options stand in the order of the columns, and the first one is for all
  const rows = [...table.tBodies[0]!.rows];
  const used = new Set<number>();
  let left = 0;
  for (const row of rows) {
    row.hidden = at > 0 && !row.cells[at]!.dataset.role;
    if (row.hidden) continue;
    left++;
    if (at > 0) for (const cell of row.cells) if (cell.dataset.role) used.add(cell.cellIndex);
  }
  const unused = at > 0 ? [...select.options].map((_, i) => i).slice(1).filter((i) => !used.has(i)) : [];
  columns.replaceSync(unused.length ? `${unused.map((i) => `.matrix tr > :nth-child(${i + 1})`)}{display:none}` : "");
  const others = document.adoptedStyleSheets.filter((sheet) => sheet !== columns);
  document.adoptedStyleSheets = [...others, columns];
  document.querySelector(".filter output")!.textContent = at > 0
    ? `${left} of ${rows.length} responsibilities`
    : `${rows.length} responsibilities`;
}

// nameMine says in the list which roles are the reader's.
function nameMine(): void {
  for (const option of selection()?.options ?? []) {
    const title = (option.dataset.title ??= option.text);
    option.text = own().some((stem) => namesOf(option).includes(stem)) ? `${title} (you)` : title;
  }
}

function namesOf(option: HTMLOptionElement): string[] {
  return option.dataset.names?.split(" ") ?? [];
}

function selection(): HTMLSelectElement | null {
  return document.querySelector<HTMLSelectElement>(".filter select");
}
