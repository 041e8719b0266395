/**
 * exp and log with fixed bits: only +, −, ×, / and exact scaling by powers of two, so every machine and Node version
 * gives the same number. `Math.exp` and its kin are left to the implementation by ECMAScript and differ between versions.
 *
 * Reductions and coefficients are those of Sun's fdlibm (`e_exp.c`, `e_log.c`, 1993); errors stay below one unit in the
 * last place for {@link exp} and {@link log}.
 */

const LN2 = Math.LN2;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;

/** 2^k for −1022 ≤ k ≤ 1023, made by exact doublings and halvings. */
const powersOfTwo = makePowersOfTwo();
const LOWEST_POWER = -1022;

/** e^x. Overflows to Infinity above 709.78 and underflows to 0 below −745.13. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  let k = 0;
  let high = x;
  let low = 0;
  if (x > 0.34657359027997264 || x < -0.34657359027997264) {
    k = (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
    high = x - k * LN2_HIGH;
    low = k * LN2_LOW;
  }
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k > 1023) return y * 2 * powersOfTwo[k - 1 - LOWEST_POWER];
  if (k >= LOWEST_POWER) return y * powersOfTwo[k - LOWEST_POWER];
  return y * powersOfTwo[k + 1000 - LOWEST_POWER] * powersOfTwo[-1000 - LOWEST_POWER];
}

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);
/** Which of the two words holds sign and exponent, by the machine's byte order. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** The natural logarithm; −Infinity at 0, NaN below. */
export function log(x: number): number {
  if (x < 1e-300 || x > 1e300) return logOfExtreme(x);
  // x = 2^k · (1 + f) with 1 + f between √½ and √2; the division by a power of two is exact.
  bits[0] = x;
  const k = ((words[HIGH] + (0x3ff0_0000 - 0x3fe6_a09e)) >> 20) - 0x3ff;
  const f = x * powersOfTwo[-k - LOWEST_POWER] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const even = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605101165)));
  const halfSquare = 0.5 * f * f;
  return s * (halfSquare + even + odd) + k * LN2_LOW - halfSquare + f + k * LN2_HIGH;
}

function logOfExtreme(x: number): number {
  if (x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return Infinity;
  return x < 1
    ? log(x * powersOfTwo[200 - LOWEST_POWER]) - 200 * LN2
    : log(x * powersOfTwo[-200 - LOWEST_POWER]) + 200 * LN2;
}

/** log(1 + x) without loss near 0 (Kahan's correction of the rounded sum). */
export function log1p(x: number): number {
  const sum = 1 + x;
  if (sum === 1) return x;
  if (sum === Infinity || !(sum > 0)) return log(sum);
  return (log(sum) * x) / (sum - 1);
}

/** x^y for x ≥ 0; the relative error grows as |y·log x| × 2⁻⁵³. */
export function power(x: number, y: number): number {
  if (y === 0) return 1;
  if (x === 0) return y > 0 ? 0 : Infinity;
  return exp(y * log(x));
}

function makePowersOfTwo(): Float64Array {
  const powers = new Float64Array(2046);
  let value = 1;
  for (let k = 0; k <= 1023; k++, value *= 2) powers[k + 1022] = value;
  value = 1;
  for (let k = 0; k >= -1022; k--, value /= 2) powers[k + 1022] = value;
  return powers;
}
