// A link that offers roles, as a new colleague gets it: /me/#role=desk-lead. It asks before anything is kept, and takes
// nothing away that the reader has not been shown.
import { button, el } from "../../scripts/dom.ts";
import { choose, own } from "../../scripts/roles.ts";
import { toTop, type Role } from "./roles.ts";

const most = 8; // roles of a link

// linkTo is a link that offers roles.
export function linkTo(roles: Role[]): string {
  const url = new URL(location.href);
  url.hash = `role=${roles.map(({ stem }) => encodeURIComponent(stem)).join(",")}`;
  return url.href;
}

// shared is the question that the address asks, if it asks one.
export function shared(all: Role[]): HTMLElement | undefined {
  const wanted = new URLSearchParams(location.hash.slice(1)).get("role")?.split(/[\s,]+/).filter(Boolean).slice(0, most);
  if (!wanted?.length) return undefined;
  const offered = [...new Set(wanted.map((name) => all.find(({ names }) => names.includes(name))).filter((role) => !!role))];
  const mine = all.filter(({ names }) => own().some((stem) => names.includes(stem)));
  const fresh = offered.filter((role) => !mine.includes(role));
  if (offered.length && !fresh.length) return void answered();
  const acts = fresh.length
    ? [
        button({ class: "btn go" }, () => take([...own(), ...stems(fresh)], fresh), mine.length ? `Add ${names(fresh)}` : "Yes, this is me"),
        mine.length > 0 && button({ class: "btn" }, () => take(stems(offered), offered), `Only ${names(offered)}`),
        button({ class: "btn" }, close, mine.length ? "Leave it as it is" : "No"),
      ]
    : [button({ class: "btn" }, close, "Close")];
  const say = fresh.length
    ? mine.length
      ? `You said that you are ${names(mine)}. The link that you opened says ${names(offered)}.`
      : `The link that you opened says that you are ${names(offered)}. It is kept on this device only.`
    : `This handbook has no role ${wanted.join(", ").slice(0, 80)}, which the link that you opened names.`;
  return el("section", { class: "sys offer", "data-made": "ask" },
    el("h2", {}, fresh.length ? "Is this you?" : "No such role"),
    el("div", { class: "stack" }, el("p", {}, say), el("p", { class: "btns" }, ...acts)));
}

function take(list: string[], roles: Role[]): void {
  answered();
  choose([...new Set(list)], Object.fromEntries(roles.map(({ stem, title }) => [stem, title])));
  toTop();
}

function close(): void {
  answered();
  document.querySelector("[data-made=ask]")?.remove();
  toTop();
}

// answered takes the question out of the address, so that nobody is asked twice.
function answered(): void {
  history.replaceState(history.state, "", location.pathname + location.search);
}

function stems(roles: Role[]): string[] {
  return roles.map(({ stem }) => stem);
}

export function names(roles: Role[]): string {
  return roles.map(({ title }) => title).join(" and ");
}
