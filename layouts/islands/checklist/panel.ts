// What a button opens below its row. One is open at a time.
import { el } from "../../scripts/dom.ts";

export interface Panels {
  toggle(button: HTMLElement, fill: () => Promise<Node[]> | Node[]): void;
  shut(): void;
  stay(): void; // puts it back where the page has changed under it
}

export function panels(): Panels {
  let open: { box: HTMLElement; by: HTMLElement } | undefined;

  function shut(): void {
    open?.box.remove();
    open?.by.setAttribute("aria-expanded", "false");
    open = undefined;
  }

  return {
    shut,
    async toggle(button, fill) {
      const again = open?.by === button;
      shut();
      if (again) return;
      const box = el("div", { class: "panel", role: "group", "aria-label": button.textContent! });
      open = { box, by: button };
      button.setAttribute("aria-expanded", "true");
      box.append(...(await fill()));
      if (open?.box !== box) return; // something else was opened meanwhile
      button.parentElement!.after(box);
      box.onkeydown = ({ key }) => {
        if (key !== "Escape") return;
        shut();
        button.focus();
      };
    },
    stay() {
      if (open && !open.by.isConnected) shut();
      else if (open && !open.box.isConnected) open.by.parentElement!.after(open.box);
      open?.by.setAttribute("aria-expanded", "true");
    },
  };
}
