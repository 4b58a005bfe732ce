// Asks serve to do something on the author's machine: to open a place in the editor, to mend a finding.
import { headingAbove } from "./changed.ts";
import { page } from "./page.ts";
import { notice } from "./stage.ts";

// ask posts a request and returns why it was refused, "" if it was not.
async function ask(what: "open" | "fix", body: object): Promise<string> {
  try {
    const response = await fetch(`/_baton/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Baton-Token": page().token },
      body: JSON.stringify(body),
    });
    return response.ok ? "" : (await response.text()).trim() || `serve refused: ${response.status}`;
  } catch {
    return "serve has stopped";
  }
}

// openPlace opens a place of a source file.
export const openPlace = (file: string, line: number, col: number) => ask("open", { file, line, col });

// mend does what the hint of a finding says.
export const mend = (number: number, id: string) => ask("fix", { number, id });

// openOnAltClick opens the source of the page at the heading above what is clicked.
export function openOnAltClick(): void {
  addEventListener("click", async (e) => {
    if (!e.altKey || e.button !== 0 || !(e.target instanceof Element) || !e.target.closest("main")) return;
    e.preventDefault(); // of a link: to save what it leads to
    const heading = headingAbove(e.target);
    const id = heading?.id || heading?.closest("main [id]")?.id || "";
    notice((await ask("open", { page: page().page, heading: id })) || "opened in the editor");
  }, true);
}
