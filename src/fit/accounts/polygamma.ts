import { log } from '../../random/elementary.js';

/** From here on the asymptotic series has twelve digits. */
const LARGE = 8;

/** ψ(x) = d log Γ / dx for x > 0: the recurrence up to {@link LARGE}, then the series (Abramowitz & Stegun 6.3.18). */
export function digamma(x: number): number {
  let below = 0;
  let at = x;
  for (; at < LARGE; at++) below -= 1 / at;
  const inverse = 1 / (at * at);
  const series = inverse * (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240 - inverse / 132))));
  return below + log(at) - 0.5 / at - series;
}

/** ψ′(x) for x > 0 (Abramowitz & Stegun 6.4.12). */
export function trigamma(x: number): number {
  let below = 0;
  let at = x;
  for (; at < LARGE; at++) below += 1 / (at * at);
  const inverse = 1 / (at * at);
  const series = 1 / 6 - inverse * (1 / 30 - inverse * (1 / 42 - inverse * (1 / 30 - (inverse * 5) / 66)));
  return below + 1 / at + inverse / 2 + (inverse / at) * series;
}
