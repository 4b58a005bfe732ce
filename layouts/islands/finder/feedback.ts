// Where to tell that a limit was in the way: the feedback address with what, where, for whom and how much.

export interface About {
  page: string; // address
  decision: string;
  role?: string;
  amount?: string;
  row?: string;
}

// feedback is the address to send to. A mail has all in its text.
export function feedback(to: string, about: string, { page, ...what }: About): string {
  const [, before = "", fragment = ""] = /^([^#]*)(.*)$/s.exec(to)!, joint = before.includes("?") ? "&" : "?";
  const { decision, role, amount, row } = what;
  if (!before.startsWith("mailto:")) {
    const query = new URLSearchParams({ about, decision, page });
    for (const [key, value] of Object.entries({ role, amount, row })) if (value) query.set(key, value);
    return `${before}${joint}${query}${fragment}`;
  }
  const lines = [page, role && `As: ${role}`, amount && `How much: ${amount}`, row && `Row: ${row}`].filter(Boolean);
  return `${before}${joint}subject=${encodeURIComponent(`${about}: ${decision}`)}&body=${encodeURIComponent(lines.join("\r\n"))}${fragment}`;
}
