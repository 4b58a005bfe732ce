// A date is past when its day is over where the reader is. Both are YYYY-MM-DD, which sorts as it counts.
export function overdue(due: string, now: Date): boolean {
  const two = (n: number) => String(n).padStart(2, "0");
  return due < `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
