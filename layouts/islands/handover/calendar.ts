// A list as an event that comes round in a calendar: RFC 5545, in the time of wherever the reader is.

export interface Event {
  uid: string;
  title: string;
  url: string;
  cadence: string;
  start: Date;
  minutes: number; // that it takes
}

// ics is the file. stamp is when it is made.
export function ics({ uid, title, url, cadence, start, minutes }: Event, stamp: Date): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Baton//Checklist//EN",
    "BEGIN:VEVENT",
    `UID:${escaped(uid)}`,
    `DTSTAMP:${stamp.toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART:${local(start)}`,
    `DURATION:PT${minutes}M`,
    `RRULE:${rule(cadence, start)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(url)}`,
    `URL:${url}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ].map((line) => fold(line) + "\r\n").join("");
}

// rule is how a cadence comes round. On a day that not every month has, it is the last one that the month has.
export function rule(cadence: string, start: Date): string {
  const day = start.getDate();
  const last = day > 28 ? `;BYMONTHDAY=${Array.from({ length: day - 27 }, (_, i) => 28 + i)};BYSETPOS=-1` : "";
  switch (cadence) {
    case "daily":
      return "FREQ=DAILY";
    case "every 2 weeks":
      return "FREQ=WEEKLY;INTERVAL=2";
    case "monthly":
      return `FREQ=MONTHLY${last}`;
    case "quarterly":
      return `FREQ=MONTHLY;INTERVAL=3${last}`;
    case "yearly":
      return `FREQ=MONTHLY;INTERVAL=12${last}`;
  }
  return "FREQ=WEEKLY";
}

// minutesIn reads how long something takes: "20 minutes", "1 hour"; half an hour where it does not say.
export function minutesIn(takes: string): number {
  const [, n, unit] = /(\d+)\s*(min|h)/i.exec(takes) ?? [];
  return n ? +n * (unit!.toLowerCase() === "h" ? 60 : 1) : 30;
}

function local(d: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${String(d.getFullYear()).padStart(4, "0")}${two(d.getMonth() + 1)}${two(d.getDate())}T${two(d.getHours())}${two(d.getMinutes())}00`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n").replace(/[\0-\x08\x0b-\x1f\x7f]/g, "");
}

// fold cuts a line where it would be longer than 75 bytes, between characters.
function fold(line: string): string {
  let out = "";
  let bytes = 0;
  for (const character of line) {
    const n = new TextEncoder().encode(character).length;
    if (bytes + n > 75) {
      out += "\r\n ";
      bytes = 1;
    }
    out += character;
    bytes += n;
  }
  return out;
}
