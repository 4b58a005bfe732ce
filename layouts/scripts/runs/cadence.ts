// When a checklist is due again, as the calendar of the reader has it. Pages know no clock; this is told the time.

// Due is the day on which a list is due.
export interface Due {
  day: Date; // its beginning, where the reader is
  overdue: boolean; // the day is over
  words: string; // "due Monday", "due today", "overdue since 3 Nov"
}

// due says when a list with a cadence is due that was last finished then; undefined for one that waits for an event.
export function due(cadence: string, lastFinished: number, now: number): Due | undefined {
  const next = step(cadence, new Date(lastFinished));
  if (!next) return undefined;
  const left = days(now, next.getTime());
  return { day: next, overdue: left < 0, words: left < 0 ? `overdue since ${dayOf(next, now)}` : `due ${dayOf(next, now)}` };
}

// step is the beginning of the day that is one cadence after another: the same weekday, or the same day of the month,
// or the last one of a month that is too short.
export function step(cadence: string, from: Date): Date | undefined {
  const [y, m, d] = [from.getFullYear(), from.getMonth(), from.getDate()];
  const months = (n: number) => new Date(y, m + n, Math.min(d, new Date(y, m + n + 1, 0).getDate()));
  switch (cadence) {
    case "daily":
      return new Date(y, m, d + 1);
    case "weekly":
      return new Date(y, m, d + 7);
    case "every 2 weeks":
      return new Date(y, m, d + 14);
    case "monthly":
      return months(1);
    case "quarterly":
      return months(3);
    case "yearly":
      return months(12);
  }
  return undefined;
}

// days counts the midnights from one time to another.
export function days(from: number, to: number): number {
  const utc = (t: number) => ((d) => Date.UTC(d.getFullYear(), d.getMonth(), d.getDate()))(new Date(t));
  return (utc(to) - utc(from)) / 86_400_000;
}

// ago says how long something is past: "just now", "5 minutes ago", "yesterday", "6 days ago".
export function ago(then: number, now: number): string {
  const minutes = Math.floor((now - then) / 60_000);
  const passed = days(then, now);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} minute${minutes > 1 ? "s" : ""} ago`;
  if (passed < 1 || minutes < 360) return `${Math.round(minutes / 60)} hour${minutes >= 90 ? "s" : ""} ago`;
  return passed < 2 ? "yesterday" : `${passed} days ago`;
}

// day is a day in few words: "25 Nov", with the year unless it is the present one.
export function day(t: number, now: number): string {
  const date = new Date(t);
  const year = date.getFullYear() !== new Date(now).getFullYear();
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "short", ...(year && { year: "numeric" }) });
}

function dayOf(date: Date, now: number): string {
  const left = days(now, date.getTime());
  if (left === 0) return "today";
  if (left === 1) return "tomorrow";
  return left > 1 && left < 7 ? date.toLocaleDateString("en-GB", { weekday: "long" }) : day(date.getTime(), now);
}
