/**
 * A number without a sign, read from its digits, times a power of ten: a whole number, or undefined when it is none, or
 * is too large to be held exactly. `15.70` with a shift of 4 is 157,000.
 */
export function shiftedDecimal(text: string, shift: number): number | undefined {
  const match = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text);
  if (match === null) return undefined;
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  const digits = `${match[1]}${decimals}`;
  const power = shift - decimals.length;
  const value = power >= 0 ? `${digits}${'0'.repeat(power)}` : withoutZeros(digits, -power);
  const whole = Number(value.replace(/^0+(?=\d)/, ''));
  return value !== '' && Number.isSafeInteger(whole) ? whole : undefined;
}

/** Digits without so many zeros at their end; nothing when they are not zeros. */
function withoutZeros(digits: string, count: number): string {
  const padded = digits.padStart(count + 1, '0');
  return /^0+$/.test(padded.slice(-count)) ? padded.slice(0, -count) : '';
}
