// The button on the page of a role with which a reader says: this is me.
import { decorate } from "../../scripts/decorate.ts";
import { choose, onChange, own } from "../../scripts/roles.ts";

decorate(say);
onChange(say);

function say(): void {
  const button = document.querySelector<HTMLButtonElement>(".choose button");
  if (!button) return;
  const names = button.dataset.role!.split(" "); // the one that it has now stands first
  const others = own().filter((stem) => !names.includes(stem));
  const mine = others.length < own().length;
  button.textContent = mine ? "This is not me any more" : "This is me";
  button.onclick = () => {
    choose(mine ? others : [...others, names[0]!], { [names[0]!]: document.querySelector("h1")!.textContent!.trim() });
  };
}
