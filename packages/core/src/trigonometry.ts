// Circular functions from nothing but + − × ÷ and √, like those of `elementary.ts` and for the same reason: a chain must be
// the same on every engine.
//
// The algorithms and their coefficients are those of FDLIBM (k_sin.c, k_cos.c, s_atan.c, e_atan2.c), whose notice is:
//
//   Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute this
//   software is freely granted, provided that this notice is preserved.

const TWO_OVER_PI = 0.6366197723675814;
// π/2 in three parts of 33 bits: a multiple of the first two by a small integer is exact.
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;

/** sin x, within one unit in the last place for |x| up to some thousands. */
export function sin(x: number): number {
  return sinCos(x, scratch)[0] as number;
}

/** cos x, within one unit in the last place for |x| up to some thousands. */
export function cos(x: number): number {
  return sinCos(x, scratch)[1] as number;
}

const scratch = new Float64Array(2);
const rest = new Float64Array(2);
/** Sign of the sine in each quarter. */
const SINE_SIGN = Float64Array.of(1, 1, -1, -1);

/** Writes sin x and cos x into `out`, which it gives back. */
export function sinCos(x: number, out: Float64Array): Float64Array {
  const quarter = Math.floor(x * TWO_OVER_PI + 0.5);
  const r = x - quarter * HALF_PI_1 - quarter * HALF_PI_2 - quarter * HALF_PI_3;
  // By look-up: a branch on a random quarter would be mispredicted half of the time.
  rest[0] = sinOfRest(r);
  rest[1] = cosOfRest(r);
  out[0] = (rest[quarter & 1] as number) * (SINE_SIGN[quarter & 3] as number);
  out[1] = (rest[~quarter & 1] as number) * (SINE_SIGN[(quarter + 1) & 3] as number);
  return out;
}

/** The angle of the point (x, y), from −π to π; 0 at the origin. */
export function atan2(y: number, x: number): number {
  const a = Math.abs(x);
  const b = Math.abs(y);
  if (a === 0 && b === 0) return 0;
  const acute = b <= a ? atanOfFraction(b / a) : HALF_PI_1 - (atanOfFraction(a / b) - HALF_PI_2);
  const angle = x < 0 ? Math.PI - (acute - PI_LOW) : acute;
  return y < 0 ? -angle : angle;
}

/** π minus its double. */
const PI_LOW = 1.2246467991473532e-16;

// For |x| up to π/4.
function sinOfRest(x: number): number {
  const z = x * x;
  const tail = 2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10);
  const r = 0.00833333333332249 + z * (-0.0001984126982985795 + z * tail);
  return x + z * x * (-0.16666666666666632 + z * r);
}

function cosOfRest(x: number): number {
  const z = x * x;
  const tail = -2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11);
  const r = z * (0.0416666666666666 + z * (-0.001388888888887411 + z * (2.480158728947673e-5 + z * tail)));
  const half = 0.5 * z;
  const head = 1 - half;
  return head + (1 - head - half + z * r);
}

const ATAN_HALF = 0.4636476090008061;
const ATAN_HALF_LOW = 2.2698777452961687e-17;
const ATAN_ONE = 0.7853981633974483;
const ATAN_ONE_LOW = 3.061616997868383e-17;

// For 0 ≤ x ≤ 1.
function atanOfFraction(x: number): number {
  if (x < 0.4375) return x - x * atanSeries(x);
  if (x < 0.6875) {
    const t = (2 * x - 1) / (2 + x);
    return ATAN_HALF - (t * atanSeries(t) - ATAN_HALF_LOW - t);
  }
  const t = (x - 1) / (x + 1);
  return ATAN_ONE - (t * atanSeries(t) - ATAN_ONE_LOW - t);
}

function atanSeries(x: number): number {
  const z = x * x;
  const w = z * z;
  const odd =
    0.3333333333333293 +
    w *
      (0.14285714272503466 +
        w * (0.09090887133436507 + w * (0.06661073137387531 + w * (0.049768779946159324 + w * 0.016285820115365782))));
  const even =
    -0.19999999999876483 +
    w * (-0.11111110405462356 + w * (-0.0769187620504483 + w * (-0.058335701337905735 + w * -0.036531572744216916)));
  return z * odd + w * even;
}
