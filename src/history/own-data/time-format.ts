import { parseTimeOfDay, SECOND } from '../../tape/index.js';

/** How a time of a file was understood: ns since the venue's midnight, or what is wrong with it. */
export type ReadTime = number | 'not a time' | 'another day';

interface TimeFormat {
  readonly example: string;
  readonly read: (text: string, day: string, utcOffsetSeconds: number) => ReadTime;
}

const DAY_SECONDS = 86_400;

/** The ways in which files write times; `f` is a fraction of up to nine digits. Read from their digits. */
export const timeFormats = {
  'HH:MM:SS.f': { example: '09:30:00.123456', read: (text) => asTime(parseTimeOfDay(text)) },
  'YYYY-MM-DD HH:MM:SS.f': {
    example: '2025-05-06 09:30:00.123',
    read: (text, day) => {
      const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)$/.exec(text);
      return match === null ? 'not a time' : onDay(match[1], day, asTime(parseTimeOfDay(match[2])));
    },
  },
  HHMMSS: { example: '93000', read: (text) => (/^\d{5,6}$/.test(text) ? clock(text.padStart(6, '0')) : 'not a time') },
  HHMMSSmmm: {
    example: '93000123',
    read: (text) => (/^\d{8,9}$/.test(text) ? clock(text.padStart(9, '0')) : 'not a time'),
  },
  HHMMSSffffff: {
    example: '93000123456',
    read: (text) => (/^\d{11,12}$/.test(text) ? clock(text.padStart(12, '0')) : 'not a time'),
  },
  YYYYMMDDHHMMSS: { example: '20250506093000', read: (text, day) => digits(text, day, 14) },
  YYYYMMDDHHMMSSmmm: { example: '20250506093000123', read: (text, day) => digits(text, day, 17) },
  YYYYMMDDHHMMSSnnnnnnnnn: { example: '20250506093000123456789', read: (text, day) => digits(text, day, 23) },
  'epoch-s': { example: '1746495000.123', read: (text, day, offset) => epoch(text, day, offset, 0) },
  'epoch-ms': { example: '1746495000123', read: (text, day, offset) => epoch(text, day, offset, 3) },
  'epoch-us': { example: '1746495000123456', read: (text, day, offset) => epoch(text, day, offset, 6) },
  'epoch-ns': { example: '1746495000123456789', read: (text, day, offset) => epoch(text, day, offset, 9) },
  'midnight-s': { example: '34200.123456789', read: (text) => sinceMidnight(text, 0) },
  'midnight-ms': { example: '34200123', read: (text) => sinceMidnight(text, 3) },
  'midnight-us': { example: '34200123456', read: (text) => sinceMidnight(text, 6) },
  'midnight-ns': { example: '34200123456789', read: (text) => sinceMidnight(text, 9) },
} as const satisfies Readonly<Record<string, TimeFormat>>;

export type TimeFormatName = keyof typeof timeFormats;

export const timeFormatNames = Object.keys(timeFormats) as [TimeFormatName, ...TimeFormatName[]];

/** Seconds of an offset such as `+08:00`. */
export function utcOffsetSeconds(text: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(text)!;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

function asTime(time: number): ReadTime {
  return time < 0 ? 'not a time' : time;
}

function onDay(found: string, day: string, time: ReadTime): ReadTime {
  return time === 'not a time' || found === day ? time : 'another day';
}

/** `HHMMSS` and a fraction, digits alone. */
function clock(text: string): ReadTime {
  const fraction = text.slice(6);
  const time = `${text.slice(0, 2)}:${text.slice(2, 4)}:${text.slice(4, 6)}${fraction === '' ? '' : `.${fraction}`}`;
  return asTime(parseTimeOfDay(time));
}

function digits(text: string, day: string, length: number): ReadTime {
  if (text.length !== length || !/^\d+$/.test(text)) return 'not a time';
  return onDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`, day, clock(text.slice(8)));
}

/** Seconds and their nine decimals from digits whose last `decimals` stand behind the point. */
function split(text: string, decimals: number): readonly [seconds: number, nanoseconds: number] | undefined {
  const match = decimals === 0 ? /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(text) : /^(\d{1,21})$/.exec(text);
  if (match === null) return undefined;
  const all = decimals === 0 ? match[1] : match[1].padStart(decimals + 1, '0');
  const whole = decimals === 0 ? all : all.slice(0, -decimals);
  const fraction = decimals === 0 ? (match[2] ?? '') : all.slice(-decimals);
  return [Number(whole), Number(fraction.padEnd(9, '0'))];
}

function epoch(text: string, day: string, offset: number, decimals: number): ReadTime {
  const read = split(text, decimals);
  if (read === undefined) return 'not a time';
  const local = read[0] + offset;
  const days = Math.floor(local / DAY_SECONDS);
  if (!(days >= 0 && days < 100_000)) return 'not a time';
  const date = new Date(days * DAY_SECONDS * 1000).toISOString().slice(0, 10);
  return onDay(date, day, (local - days * DAY_SECONDS) * SECOND + read[1]);
}

function sinceMidnight(text: string, decimals: number): ReadTime {
  const read = split(text, decimals);
  return read === undefined || read[0] >= DAY_SECONDS ? 'not a time' : read[0] * SECOND + read[1];
}
