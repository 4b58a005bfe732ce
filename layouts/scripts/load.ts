// Fetches what a page did not begin with. Neither is fetched twice while it lasts.

// script fetches a script and runs it. The element goes again, so that nothing is left when the page changes under it.
export function script(src: string): Promise<unknown> {
  const element = document.createElement("script");
  element.src = src;
  return arrived(element).finally(() => element.remove());
}

// style fetches a style sheet, which stays. One that does not come leaves what it is for plain, but there.
export function style(href: string): Promise<unknown> {
  if (!href) return Promise.resolve();
  const url = new URL(href, document.baseURI).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === url)) return Promise.resolve();
  const element = document.createElement("link");
  element.rel = "stylesheet";
  element.href = href;
  return arrived(element).catch(() => element.remove());
}

function arrived(element: HTMLScriptElement | HTMLLinkElement): Promise<unknown> {
  const done = new Promise((resolve, reject) => ((element.onload = resolve), (element.onerror = reject)));
  document.documentElement.append(element); // beside head and body, where nothing that happens to the page reaches it
  return done;
}
