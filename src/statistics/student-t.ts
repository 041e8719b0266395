import { bisect } from './bisect.js';
import { incompleteBeta } from './incomplete-beta.js';

/** The probability that a Student t variable with `degrees` of freedom stays below t. */
export function studentT(t: number, degrees: number): number {
  const tail = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The t that a Student variable stays below with a probability from 0.5 up to, and without, 1. */
export function studentTQuantile(probability: number, degrees: number): number {
  if (!(probability >= 0.5 && probability < 1)) throw new Error(`expected 0.5 ≤ probability < 1, was ${probability}`);
  let upper = 1;
  while (studentT(upper, degrees) < probability) upper *= 2;
  return bisect((t) => studentT(t, degrees), probability, 0, upper);
}
