// Beside the part: who the reader is, how to change it, and that it stays here.
import { button, el } from "../../scripts/dom.ts";
import { choose, own } from "../../scripts/roles.ts";
import { forget } from "./facts.ts";
import { toTop, type Role } from "./roles.ts";
import { linkTo } from "./shared.ts";

// aside fills the margin. What was chosen in another handbook of the same origin is left as it is.
export function aside(mine: Role[]): void {
  const place = document.getElementById("page:mine")!;
  place.hidden = !mine.length;
  const you = el("section", {}, el("h2", {}, "You are"), el("ul", {},
    ...mine.map((role) => el("li", { "data-role": role.names.join(" ") }, el("a", { href: role.page }, role.title), " ", el("b", { class: "you" })))));
  const change = el("ul", {},
    el("li", {}, el("a", { href: "#page:roles" }, "Add or change a role")),
    el("li", {}, button({ class: "link" }, () => share(mine, change), "Link for somebody who joins")),
    el("li", {}, button({ class: "link" }, () => forgetAll(mine), "Forget my part")));
  place.replaceChildren(you, change, el("p", { class: "quiet" }, "Kept on this device. Nothing is sent."));
}

function forgetAll(mine: Role[]): void {
  forget();
  choose(own().filter((stem) => !mine.some((role) => role.stem === stem)));
  toTop();
}

// share shows a link that offers these roles, and copies it where the browser lets it.
function share(mine: Role[], below: HTMLElement): void {
  document.getElementById("page:link")?.closest("p")!.remove();
  const field = el("input", { id: "page:link", readonly: true, value: linkTo(mine), "aria-label": "Link" });
  const status = el("small", { role: "status" });
  below.after(el("p", {}, field, status));
  field.select();
  void navigator.clipboard?.writeText(field.value).then(() => (status.textContent = "Copied"), () => {});
}
