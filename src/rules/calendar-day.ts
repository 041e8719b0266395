const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day before a day that exists, both `YYYY-MM-DD`. */
export function dayBefore(date: string): string {
  const [year, month, day] = parts(date);
  if (day > 1) return written(year, month, day - 1);
  return month === 1 ? written(year - 1, 12, 31) : written(year, month - 1, lengthOf(year, month - 1));
}

/** The next day after a day that exists that is neither a Saturday nor a Sunday; holidays are not heeded. */
export function nextWeekday(date: string): string {
  let next = dayAfter(date);
  while (isWeekend(next)) next = dayAfter(next);
  return next;
}

function dayAfter(date: string): string {
  const [year, month, day] = parts(date);
  if (day < lengthOf(year, month)) return written(year, month, day + 1);
  return month === 12 ? written(year + 1, 1, 1) : written(year, month + 1, 1);
}

/** By the count of days since the Monday 0001-01-01 of the Gregorian calendar, carried back. */
function isWeekend(date: string): boolean {
  const [year, month, day] = parts(date);
  const years = year - 1;
  let days = 365 * years + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400) + day - 1;
  for (let earlier = 1; earlier < month; earlier++) days += lengthOf(year, earlier);
  return days % 7 >= 5;
}

function lengthOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : daysOfMonth[month - 1];
}

function parts(date: string): number[] {
  return date.split('-').map(Number);
}

function written(year: number, month: number, day: number): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
