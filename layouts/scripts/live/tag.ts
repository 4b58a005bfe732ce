// What serve wrote about a page into the tag of this script.
export interface Tag {
  page: string; // the path of the page's file
  sum: string; // of the page's bytes
  token: string; // of the session
}

export function tagOf(doc: Document): Tag | undefined {
  const { page, sum, token } = doc.querySelector<HTMLElement>("script[data-token]")?.dataset ?? {};
  return page !== undefined && sum !== undefined && token !== undefined ? { page, sum, token } : undefined;
}
