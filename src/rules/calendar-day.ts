const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day before a day that exists, both `YYYY-MM-DD`. */
export function dayBefore(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  if (day > 1) return written(year, month, day - 1);
  if (month === 1) return written(year - 1, 12, 31);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return written(year, month - 1, month === 3 && leap ? 29 : daysOfMonth[month - 2]);
}

function written(year: number, month: number, day: number): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
