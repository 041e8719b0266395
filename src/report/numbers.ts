/** A number with a fixed count of decimals; a dash where there is none. */
export function decimals(value: number | null | undefined, count: number): string {
  return value === null || value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(count);
}

/** An interval as it is printed behind a number: `[0.912, 1.000]`. */
export function interval(lower: number | null | undefined, upper: number | null | undefined, count: number): string {
  return `[${decimals(lower, count)}, ${decimals(upper, count)}]`;
}

/** A whole number with its thousands apart: `1,234,567`. */
export function thousands(value: number): string {
  const digits = String(Math.round(Math.abs(value)));
  return `${value < 0 && digits !== '0' ? '−' : ''}${digits.replaceAll(/\B(?=(\d{3})+$)/g, ',')}`;
}

/** An amount of money in whole units of its currency. */
export function money(amount: number | null | undefined): string {
  return amount === null || amount === undefined || !Number.isFinite(amount) ? '–' : thousands(amount);
}

/** `58 s`, `3 min 05 s`, `2 h 04 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}
