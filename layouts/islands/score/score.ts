// A score for somebody who plays in it: the whole, or one part of it, and where they were when they were interrupted.
import { decorate } from "../../scripts/decorate.ts";
import { onChange } from "../../scripts/roles.ts";
import { place } from "./place.ts";
import { reading } from "./reading.ts";

function add(): void {
  const whole = document.querySelector<HTMLElement>(".whole");
  const bar = whole?.querySelector<HTMLElement>(".reading");
  if (!whole || !bar) return;
  reading(whole, bar);
  place(whole, bar);
  bar.dataset.on = "";
}

decorate(add);
onChange(add);
