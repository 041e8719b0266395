import { formatTimeOfDay, SECOND } from '../../tape/index.js';

/** `HH:MM:SS.mmm` as the exchange writes it, or with nine decimals where the time is finer, so that nothing is lost. */
export function exactTimeOfDay(timeNs: number): string {
  const text = formatTimeOfDay(timeNs);
  return timeNs % 1_000_000 === 0 ? text : `${text.slice(0, -3)}${nineDigits(timeNs % SECOND)}`;
}

/** Seconds since midnight with nine decimals. */
export function exactSeconds(timeNs: number): string {
  return `${Math.floor(timeNs / SECOND)}.${nineDigits(timeNs % SECOND)}`;
}

function nineDigits(nanoseconds: number): string {
  return String(nanoseconds).padStart(9, '0');
}
