// Circular functions from + − × ÷ and √ alone, like those of `elementary.ts` and for the same reason: a chain must be the same
// on every engine.
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

/** Returns sin x, within one unit in the last place for |x| up to some thousands. */
export function sin(x: number): number {
  scratch[0] = x;
  sinCos(scratch);
  return scratch[0] as number;
}

/** Returns cos x, within one unit in the last place for |x| up to some thousands. */
export function cos(x: number): number {
  scratch[0] = x;
  sinCos(scratch);
  return scratch[1] as number;
}

/** Returns the angle of the point (x, y), from −π to π; 0 at the origin. */
export function atan2(y: number, x: number): number {
  scratch[0] = y;
  scratch[1] = x;
  angleOf(scratch);
  return scratch[0] as number;
}

const scratch = new Float64Array(2);
const rest = new Float64Array(2);
/** Sign of the sine in each quarter. */
const SINE_SIGN = Float64Array.of(1, 1, -1, -1);

// The next two are one function each, without numbers as arguments or results: where an engine does not inline a function, each
// number that passes is an object on the heap.

/** Replaces the angle in `pair[0]` by its sine, and `pair[1]` by its cosine. */
export function sinCos(pair: Float64Array): void {
  const x = pair[0] as number;
  const quarter = Math.floor(x * TWO_OVER_PI + 0.5);
  const r = x - quarter * HALF_PI_1 - quarter * HALF_PI_2 - quarter * HALF_PI_3;
  const z = r * r;
  const sinTail = 2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10);
  const sinRest = 0.00833333333332249 + z * (-0.0001984126982985795 + z * sinTail);
  rest[0] = r + z * r * (-0.16666666666666632 + z * sinRest);
  const cosTail = -2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11);
  const cosRest = z * (0.0416666666666666 + z * (-0.001388888888887411 + z * (2.480158728947673e-5 + z * cosTail)));
  const half = 0.5 * z;
  const head = 1 - half;
  rest[1] = head + (1 - head - half + z * cosRest);
  // By look-up: a branch on a random quarter would be mispredicted half of the time.
  pair[0] = (rest[quarter & 1] as number) * (SINE_SIGN[quarter & 3] as number);
  pair[1] = (rest[~quarter & 1] as number) * (SINE_SIGN[(quarter + 1) & 3] as number);
}

/** Replaces y in `pair[0]`, x in `pair[1]` by the angle of that point, in `pair[0]`. */
export function angleOf(pair: Float64Array): void {
  const y = pair[0] as number;
  const x = pair[1] as number;
  const width = Math.abs(x);
  const height = Math.abs(y);
  if (height === 0) {
    // Only a quotient distinguishes −0 from 0.
    pair[0] = x < 0 ? Math.PI * (1 / y < 0 ? -1 : 1) : 0;
    return;
  }
  // The octant by look-up too.
  const steep = bit(height > width);
  sides[0] = width;
  sides[1] = height;
  const fraction = (sides[steep ^ 1] as number) / (sides[steep] as number);
  const near = bit(fraction >= 0.4375) + bit(fraction >= 0.6875);
  const middle = MIDDLE[near] as number;
  const t = (fraction - middle) / (1 + middle * fraction);
  const z = t * t;
  const w = z * z;
  const odd =
    0.3333333333333293 +
    w *
      (0.14285714272503466 +
        w * (0.09090887133436507 + w * (0.06661073137387531 + w * (0.049768779946159324 + w * 0.016285820115365782))));
  const even =
    -0.19999999999876483 +
    w * (-0.11111110405462356 + w * (-0.0769187620504483 + w * (-0.058335701337905735 + w * -0.036531572744216916)));
  const acute = (ATAN[near] as number) - (t * (z * odd + w * even) - (ATAN_LOW[near] as number) - t);
  const octant = (bit(x < 0) << 1) | steep;
  const angle = (START[octant] as number) + ((TURN[octant] as number) * acute + (START_LOW[octant] as number));
  pair[0] = angle * (SIDE[bit(y < 0)] as number);
}

/** Returns 1 for true, 0 for false, without a branch in compiled code: `Number` and the unary plus have one. */
export const bit = (condition: boolean): number => (condition as unknown as number) | 0;

const sides = new Float64Array(2);
const MIDDLE = Float64Array.of(0, 0.5, 1);
/** Arc tangents of these, and the rests that their doubles lack. */
const ATAN = Float64Array.of(0, 0.4636476090008061, 0.7853981633974483);
const ATAN_LOW = Float64Array.of(0, 2.2698777452961687e-17, 3.061616997868383e-17);
/** For each octant above the x-axis: the angle to count from, the rest that its double lacks, and the sense. */
const START = Float64Array.of(0, Math.PI / 2, Math.PI, Math.PI / 2);
const START_LOW = Float64Array.of(0, 6.123233995736766e-17, 1.2246467991473532e-16, 6.123233995736766e-17);
const TURN = Float64Array.of(1, -1, -1, 1);
const SIDE = Float64Array.of(1, -1);
