// Says whether a review is overdue. The page itself knows no clock, so that it is the same on every day.
import { decorate } from "../../scripts/decorate.ts";
import { overdue } from "./due.ts";

decorate(() => {
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-due]")) {
    if (!overdue(time.dateTime, new Date()) || time.nextElementSibling?.className === "overdue") continue;
    const word = document.createElement("strong");
    word.className = "overdue";
    word.textContent = "overdue";
    time.after(" ", word);
  }
});
