/**
 * Reads a decimal number from its digits, as a whole number of its `decimals`-th decimal unit: `13.4` with 4 decimals is
 * 134,000. Decimals behind may only be zeros. Undefined for anything else, and beyond what a number holds exactly.
 */
export function parseDecimal(text: string, decimals: number): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,12}))?$/.exec(text);
  if (match === null) return undefined;
  const [, whole, fraction = ''] = match;
  if (/[1-9]/.test(fraction.slice(decimals))) return undefined;
  const value = Number(`${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}`);
  return Number.isSafeInteger(value) ? value : undefined;
}
