import { exp, log1p } from '../math/elementary.ts';
import { decodeBase64 } from './base64.ts';
import type { Pcg64 } from './pcg64.ts';
import * as tables from './ziggurat-tables.ts';

// G. Marsaglia and W. W. Tsang, "The ziggurat method for generating random variables", J. Stat. Softw. 5, 8 (2000), with the
// 256 strips and the draws of NumPy. The tables are NumPy's (BSD 3-Clause), see ziggurat-tables.ts.

/** Where the tail of the normal distribution begins. */
const NORMAL_TAIL = 3.6541528853610088;
const NORMAL_TAIL_INVERSE = 0.27366123732975828;
/** Where the tail of the exponential distribution begins. */
const EXPONENTIAL_TAIL = 7.69711747013105;

/**
 * Limits of the normal's fast path, for the low nine bits of an output: strip and sign. Both signs are stored, because
 * the processor cannot predict a branch on a random sign.
 */
export const NORMAL_ACCEPT: Float64Array = twice(decodeTable(tables.normalAccept), 1);
/** Signed widths of the normal's strips, for the low nine bits of an output. */
export const NORMAL_SCALE: Float64Array = twice(decodeTable(tables.normalScale), -1);
/** Limits of the exponential's fast path, per strip. */
export const EXPONENTIAL_ACCEPT: Float64Array = decodeTable(tables.exponentialAccept);
/** Widths of the exponential's strips. */
export const EXPONENTIAL_SCALE: Float64Array = decodeTable(tables.exponentialScale);

const NORMAL_DENSITY = decodeTable(tables.normalDensity);
const EXPONENTIAL_DENSITY = decodeTable(tables.exponentialDensity);

/**
 * Finishes a normal draw that fell outside the fast path (1.5 % of all): in the tail, or in the wedge between a strip
 * and the density.
 *
 * @param low low half of the output that was drawn
 * @param x the point that it led to
 * @returns the normal deviate, or NaN where the point is rejected
 */
export function normalOutsideStrip(bits: Pcg64, low: number, x: number): number {
  const strip = low & 0xff;
  if (strip === 0) return ((low >>> 17) & 1) === 1 ? -drawNormalTail(bits) : drawNormalTail(bits);
  return underCurve(bits, NORMAL_DENSITY, strip, exp(-0.5 * x * x)) ? x : Number.NaN;
}

/**
 * Finishes an exponential draw that fell outside the fast path (2.3 % of all).
 *
 * @returns the exponential deviate, or NaN where the point is rejected
 */
export function exponentialOutsideStrip(bits: Pcg64, strip: number, x: number): number {
  if (strip === 0) return EXPONENTIAL_TAIL - log1p(-bits.nextDouble());
  return underCurve(bits, EXPONENTIAL_DENSITY, strip, exp(-x)) ? x : Number.NaN;
}

/** Draws by the method of G. Marsaglia, "Generating a variable from the tail of the normal distribution", Technometrics 6, 101 (1964). */
function drawNormalTail(bits: Pcg64): number {
  for (;;) {
    const x = -NORMAL_TAIL_INVERSE * log1p(-bits.nextDouble());
    const y = -log1p(-bits.nextDouble());
    if (y + y > x * x) return NORMAL_TAIL + x;
  }
}

function underCurve(bits: Pcg64, density: Float64Array, strip: number, height: number): boolean {
  const top = density[strip - 1] as number;
  const bottom = density[strip] as number;
  return (top - bottom) * bits.nextDouble() + bottom < height;
}

/** Decodes a table of doubles in base64. */
export function decodeTable(text: string): Float64Array {
  const view = new DataView(decodeBase64(text).buffer);
  return Float64Array.from({ length: view.byteLength / 8 }, (_, i) => view.getFloat64(8 * i, true));
}

/** Returns the table, followed by itself times `sign`. */
function twice(table: Float64Array, sign: number): Float64Array {
  return Float64Array.from({ length: 2 * table.length }, (_, i) =>
    i < table.length ? (table[i] as number) : sign * (table[i - table.length] as number),
  );
}
