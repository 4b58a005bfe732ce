// Live editing in the browser: `baton serve` adds this script to its pages, and no published site has it. The
// page follows what its author saves, and what is wrong is shown where the author looks.
import { announceChanges } from "./live/changed.ts";
import { openOnAltClick } from "./live/editor.ts";
import { type Findings, showFindings } from "./live/findings.ts";
import { follow, leave, page, update } from "./live/page.ts";
import { connect } from "./live/socket.ts";
import { gone } from "./live/stage.ts";

type Message = { type: "page"; sum: string } | { type: "gone" } | { type: "built" } | ({ type: "findings" } & Findings);

const say = connect({
  opened(again) {
    gone(false);
    hello();
    if (!again) return;
    update(); // serve may be another one now, and what changed meanwhile was not told
    built();
  },
  closed: () => gone(true),
  heard(text) {
    const message = JSON.parse(text) as Message;
    if (message.type === "gone") leave();
    else if (message.type === "built") built();
    else if (message.type === "findings") showFindings(message);
    else if (message.sum !== page().sum) update();
  },
});

// The page may be the same and search another.
function built(): void {
  document.dispatchEvent(new Event("baton:built"));
}

function hello(): void {
  say(JSON.stringify({ type: "hello", page: page().page, sum: page().sum }));
}

follow({ updated: hello, changed: announceChanges });
openOnAltClick();
