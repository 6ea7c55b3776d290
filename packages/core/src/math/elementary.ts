// exp and log from additions, multiplications and divisions alone, which every engine rounds alike. `Math.exp` and
// `Math.log` differ in the last bit between versions of the same engine; a chain must not. (These are also faster: a call of
// `Math.exp` leaves the compiled code.)
//
// The algorithms and their coefficients are those of FDLIBM (e_exp.c, e_log.c), whose notice is:
//
//   Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and
//   distribute this software is freely granted, provided that this notice is preserved.

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOWEST = -745.1332191019411;
const HIGHEST = 709.782712893384;

/** 2^k at `k + 1074`. */
const POWERS: Float64Array = powersOfTwo();

/** Returns e^x, within one unit in the last place. */
export function exp(x: number): number {
  if (!(x > -708 && x < 709)) return expAtTheEnds(x);
  const k = Math.floor(x * Math.LOG2E + 0.5);
  return expOfRest(x, k) * (POWERS[1074 + k] as number);
}

/** Returns the natural logarithm, within one unit in the last place. */
export function log(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  // A subnormal number is scaled to a normal one first.
  return x < 2 ** -1022 ? logOfNormalFloat(x * 2 ** 54) - 54 * Math.LN2 : logOfNormalFloat(x);
}

/** Returns log(1 + x), accurate for small x. */
export function log1p(x: number): number {
  const y = 1 + x;
  if (y === 1) return x;
  if (!(y > 0 && y < Number.POSITIVE_INFINITY)) return log(y);
  // Corrects the rounding of 1 + x, to first order.
  return log(y) + (x - (y - 1)) / y;
}

/** Returns x^y for x > 0. */
export function power(x: number, y: number): number {
  return exp(y * log(x));
}

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
/** Which of the two words holds sign and exponent. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

function logOfNormalFloat(x: number): number {
  bits[0] = x;
  const word = words[HIGH] as number;
  // x = 2^k (1 + f) with 1 + f between √½ and √2.
  const carry = ((word & 0xfffff) + 0x95f64) & 0x100000;
  const k = (word >>> 20) - 1023 + (carry >>> 20);
  words[HIGH] = (word & 0xfffff) | (carry ^ 0x3ff00000);
  const f = (bits[0] as number) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + even + odd) + k * LN2_LOW) - f);
}

// e^x / 2^k, between √½ and √2.
function expOfRest(x: number, k: number): number {
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const tail = 6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8);
  const c = r - t * (0.16666666666666602 + t * (-0.0027777777777015593 + t * tail));
  return 1 - (low - (r * c) / (2 - c) - high);
}

// 2^k is subnormal or infinite there: two factors take its part.
function expAtTheEnds(x: number): number {
  if (!(x >= LOWEST && x <= HIGHEST)) return Number.isNaN(x) ? x : x > 0 ? Number.POSITIVE_INFINITY : 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const half = Math.trunc(k / 2);
  return expOfRest(x, k) * (POWERS[1074 + half] as number) * (POWERS[1074 + k - half] as number);
}

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(1074 + 1024);
  let power = Number.MIN_VALUE;
  for (let i = 0; i < powers.length; i++, power *= 2) powers[i] = power;
  return powers;
}
