import { exp, log } from '../random/elementary.js';
import { bisect } from './bisect.js';
import { logGamma } from './log-gamma.js';

/**
 * The regularised lower incomplete gamma function P(a, x), a > 0: the probability that a Gamma(a, 1) variable stays
 * below x, and that a Poisson variable of mean x reaches a. Series DLMF 8.7.1 below a + 1, continued fraction
 * DLMF 8.9.2 above.
 */
export function incompleteGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = exp(a * log(x) - x - logGamma(a));
  return x < a + 1 ? front * series(a, x) : 1 - front * fraction(a, x);
}

/** The x at which P(a, x) reaches `probability`. */
export function gammaQuantile(probability: number, a: number): number {
  let upper = a + 1;
  while (incompleteGamma(a, upper) < probability) upper *= 2;
  return bisect((x) => incompleteGamma(a, x), probability, 0, upper);
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n <= 100_000; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-16) return sum;
  }
  throw new Error(`the incomplete gamma series did not converge at a = ${a}, x = ${x}`);
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n <= 100_000; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-15) return value;
  }
  throw new Error(`the incomplete gamma fraction did not converge at a = ${a}, x = ${x}`);
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
