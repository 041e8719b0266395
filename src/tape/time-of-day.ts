/** Times are integer-valued float64: nanoseconds since the venue's local midnight. */
export const SECOND = 1_000_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const pattern = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?$/;

/**
 * Reads `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fraction` (up to nine digits) from its digits.
 * @returns nanoseconds since midnight, or −1 when the text is not a time of day
 */
export function parseTimeOfDay(text: string): number {
  const match = pattern.exec(text);
  if (match === null) return -1;
  const [, hours, minutes, seconds = '0', fraction = ''] = match;
  if (Number(hours) > 23) return -1;
  return Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND + Number(fraction.padEnd(9, '0'));
}

/** Writes `HH:MM:SS.mmm`, cut to the millisecond. */
export function formatTimeOfDay(timeNs: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const milliseconds = String(Math.floor((timeNs % SECOND) / 1_000_000)).padStart(3, '0');
  return `${two(timeNs / HOUR)}:${two((timeNs % HOUR) / MINUTE)}:${two((timeNs % MINUTE) / SECOND)}.${milliseconds}`;
}
