import type { Pcg64 } from './pcg64.ts';

const MAX_UINT32 = 0xffffffff;

/**
 * Draws an integer from 0 to `maximum` (< 2^32), both included, without bias; no draw for 0. D. Lemire, "Fast random integer
 * generation in an interval", ACM Trans. Model. Comput. Simul. 29, 3 (2019), with 32-bit draws.
 */
export function boundedUint32(bits: Pcg64, maximum: number): number {
  if (maximum === 0) return 0;
  if (maximum === MAX_UINT32) return bits.nextUint32();
  const size = maximum + 1;
  let draw = bits.nextUint32();
  let low = Math.imul(draw, size) >>> 0;
  if (low < size) {
    const threshold = (MAX_UINT32 - maximum) % size;
    while (low < threshold) {
      draw = bits.nextUint32();
      low = Math.imul(draw, size) >>> 0;
    }
  }
  return productHigh(draw, size);
}

/** Draws an integer from 0 to `maximum` (< 2^64), both included; Lemire with 32-bit draws where the range fits in them. */
export function boundedUint64(bits: Pcg64, maximum: bigint): bigint {
  if (maximum <= 0xffffffffn) return BigInt(boundedUint32(bits, Number(maximum)));
  const size = maximum + 1n;
  if (size === 1n << 64n) return bits.nextUint64();
  const threshold = ((1n << 64n) - size) % size;
  let product = bits.nextUint64() * size;
  while (BigInt.asUintN(64, product) < threshold) product = bits.nextUint64() * size;
  return product >> 64n;
}

/**
 * Draws an integer from 0 to `maximum` (< 2^32), both included, by masking and rejection, as NumPy's `shuffle` does; everything
 * else draws by Lemire's method.
 */
export function intervalUint32(bits: Pcg64, maximum: number): number {
  if (maximum === 0) return 0;
  const mask = MAX_UINT32 >>> Math.clz32(maximum);
  let draw = (bits.nextUint32() & mask) >>> 0;
  while (draw > maximum) draw = (bits.nextUint32() & mask) >>> 0;
  return draw;
}

/** Returns the high 32 bits of the product of two 32-bit numbers, in steps that a double holds exactly. */
function productHigh(x: number, y: number): number {
  const middle = (x >>> 16) * y + Math.floor(((x & 0xffff) * y) / 0x10000);
  return Math.floor(middle / 0x10000);
}
