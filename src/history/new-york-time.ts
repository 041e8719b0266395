import { HOUR, SECOND } from '../tape/index.js';

const DAY = 24 * HOUR;
/** What the day numbers of Sundays leave when they are divided by 7. */
const SUNDAY = 5;

/** A moment on the clock of New York. */
export interface NewYorkTime {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** ns since midnight. */
  readonly timeNs: number;
}

/** The first year to which the rule applies. */
const FIRST_YEAR = 2007;

/**
 * Where the hands stand in New York at a moment of universal time. Since 2007 its summer time lasts from the second
 * Sunday of March, 02:00 standard time, to the first Sunday of November, 02:00 summer time (Energy Policy Act of 2005,
 * section 110); so the offset comes from that rule alone, and not from a data base that differs between machines.
 * @param timeNs - ns since midnight, universal time
 */
function newYorkTime(year: number, month: number, day: number, timeNs: number): NewYorkTime {
  const moment = dayNumber(year, month, day) * 24 + timeNs / HOUR;
  const summerFrom = sunday(year, 3, 2) * 24 + 7;
  const summerTo = sunday(year, 11, 1) * 24 + 6;
  const offset = moment >= summerFrom && moment < summerTo ? 4 * HOUR : 5 * HOUR;
  const local = timeNs - offset;
  if (local >= 0) return { date: dateOf(year, month, day), timeNs: local };
  const [y, m, d] = dayBefore(year, month, day);
  return { date: dateOf(y, m, d), timeNs: local + DAY };
}

/** Days from the year 0 on, in the Gregorian calendar. */
function dayNumber(year: number, month: number, day: number): number {
  const months = month + 9;
  const years = year - 1 + Math.floor(months / 12);
  return (
    365 * years +
    Math.floor(years / 4) -
    Math.floor(years / 100) +
    Math.floor(years / 400) +
    Math.floor(((months % 12) * 306 + 5) / 10) +
    day
  );
}

/** Day number of the n-th Sunday of a month. */
function sunday(year: number, month: number, n: number): number {
  const first = dayNumber(year, month, 1);
  return first + ((SUNDAY - (first % 7) + 7) % 7) + 7 * (n - 1);
}

/** Days of a month. */
function daysIn(year: number, month: number): number {
  return month === 12 ? 31 : dayNumber(year, month + 1, 1) - dayNumber(year, month, 1);
}

function dayBefore(year: number, month: number, day: number): [number, number, number] {
  if (day > 1) return [year, month, day - 1];
  if (month > 1) return [year, month - 1, daysIn(year, month - 1)];
  return [year - 1, 12, 31];
}

function dateOf(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z$/;

/** Reads `YYYY-MM-DDTHH:MM:SS.fffffffffZ` from its digits; undefined for anything else, or before the rule. */
export function parseUniversalTime(text: string): NewYorkTime | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hours, minutes, seconds] = match.slice(1, 7).map(Number);
  if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const fraction = Number((match[7] ?? '').padEnd(9, '0'));
  return newYorkTime(year, month, day, ((hours * 60 + minutes) * 60 + seconds) * SECOND + fraction);
}
