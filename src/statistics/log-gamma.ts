import { log } from '../random/elementary.js';

/**
 * The logarithm of the gamma function for x > 0, to about 10⁻¹⁵ of its size.
 * Lanczos (1964) with g = 7 and the nine coefficients of Godfrey (2001).
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new Error(`logGamma expects x > 0, was ${x}`);
  let sum = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) sum += coefficients[i] / (x - 1 + i);
  const t = x + 6.5;
  return HALF_LOG_TWO_PI + (x - 0.5) * log(t) - t + log(sum);
}

const HALF_LOG_TWO_PI = 0.9189385332046727;

const coefficients = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];
