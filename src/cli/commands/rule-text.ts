import { duration, thousands } from '../../report/index.js';

/** Keys whose numbers are fractions of a price, and keys whose numbers are seconds. */
const fractions = ['ordinary', 'riskWarning', 'delisting', 'lower', 'upper', 'levels', 'updateFraction'];
const durations = ['indicationInterval', 'duration', 'window', 'minimumStand', 'limitState', 'pause'];

/** The value of a rule as a person reads it, a line for each of its parts. */
export function ruleText(name: string, value: unknown): string[] {
  if (name === 'phases')
    return (value as { phase: string; from: string; to: string }[]).map(
      ({ phase, from, to }) => `${from}–${to} ${phase}`,
    );
  if (name.startsWith('fees.')) return [percent((value as number) / 1e8)];
  if (isMapping(value) && Object.values(value).some(isMapping))
    return Object.entries(value).map(([key, inner]) => `${key}: ${shown(key, inner)}`);
  return [shown(name, value)];
}

function shown(key: string, value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => shown(key, one)).join(', ');
  if (isMapping(value))
    return Object.entries(value)
      .map(([inner, one]) => `${inner} ${shown(inner, one)}`)
      .join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return String(value);
  if (fractions.includes(key)) return percent(value);
  if (key === 'percent') return `${value} %`;
  if (durations.includes(key)) return value < 60 ? `${value} s` : duration(value).replace(/ 00 (?:s|min)$/, '');
  return thousands(value);
}

/** A fraction in per cent, with the digits that it has. */
function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(12))} %`;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text in lines of at most so many columns, broken between words. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && columnsOf(last) + 1 + columnsOf(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Room that a text takes on a terminal: Chinese characters are two columns wide. */
function columnsOf(text: string): number {
  return text.length + (text.match(/[\u2e80-\uffe6]/g)?.length ?? 0);
}
