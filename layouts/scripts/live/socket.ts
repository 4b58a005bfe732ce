// The line to serve: the page's own origin, opened again for as long as the page lives.
interface Ends {
  opened(again: boolean): void;
  closed(): void; // and could not be opened again at once
  heard(text: string): void;
}

const first = 200; // ms until the first attempt to open it again
const most = 5000;

// connect opens the line and returns how to say something on it. What is said while it is closed is lost:
// whoever opens it introduces itself anew.
export function connect(ends: Ends): (text: string) => void {
  let socket: WebSocket;
  let before = false;
  let failed = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    clearTimeout(timer);
    timer = undefined;
    socket = new WebSocket(new URL("/_baton/live", location.href.replace(/^http/, "ws")));
    socket.onopen = () => {
      failed = 0;
      ends.opened(before);
      before = true;
    };
    socket.onmessage = (e) => ends.heard(String(e.data));
    socket.onclose = () => {
      if (failed++) ends.closed();
      // Not all tabs at the same moment: each waits between half and the whole of its time.
      timer = setTimeout(open, Math.min(most, first * 2 ** failed) * (0.5 + Math.random() / 2));
    };
  };
  open();

  // Whoever looks at the page again should not wait for the next attempt.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && timer !== undefined) open();
  });
  // A page in the browser's back-forward cache has no line; when it is shown again it opens one.
  addEventListener("pagehide", () => socket.close());

  return (text) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
  };
}
