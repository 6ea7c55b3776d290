import { expected } from '../checks/validate.ts';
import { rangeError, typeError } from '../errors/wrong-use.ts';
import { exp } from '../math/elementary.ts';
import { boundedUint32, boundedUint64 } from './bounded.ts';
import { checkArray, checkInteger } from './checks.ts';
import type { Pcg64, Pcg64State } from './pcg64.ts';
import { sampleIndices, shuffleInPlace } from './sampling.ts';
import {
  EXPONENTIAL_ACCEPT,
  EXPONENTIAL_SCALE,
  exponentialOutsideStrip,
  NORMAL_ACCEPT,
  NORMAL_SCALE,
  normalOutsideStrip,
} from './ziggurat.ts';

const MAX_UINT32 = 0xffffffff;

// Only constants of its own module are constants to V8's compiler; through an import every draw looks them up.
const normalAccept = NORMAL_ACCEPT;
const normalScale = NORMAL_SCALE;
const exponentialAccept = EXPONENTIAL_ACCEPT;
const exponentialScale = EXPONENTIAL_SCALE;

/**
 * Draws from distributions: the numbers of NumPy's `numpy.random.Generator` on the same bit generator. Values that pass
 * through an exponential or a logarithm can differ from NumPy's in the last bit.
 *
 * The methods that samplers call at every step do not check their arguments.
 *
 * @example
 * ```ts
 * import { createBitGenerator, Random } from '@epsie/core';
 *
 * const random = new Random(createBitGenerator(42));
 * const step = 0.1 * random.standardNormal();
 * ```
 */
export class Random {
  readonly #bits: Pcg64;

  /** @param bitGenerator the source of randomness. It is used, not copied: other draws from it advance it too */
  constructor(bitGenerator: Pcg64) {
    this.#bits = bitGenerator;
  }

  /** Draws a number from 0 up to, not including, 1: a multiple of 2^−53. */
  random(): number {
    return this.#bits.nextDouble();
  }

  /** Draws a number from `low` up to `high`. */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.#bits.nextDouble();
  }

  /** Draws a normal deviate of mean 0 and variance 1, by the ziggurat. */
  standardNormal(): number {
    const bits = this.#bits;
    const i = bits.take();
    const words = bits.words;
    const low = words[i] as number;
    const strip = low & 0x1ff;
    const point = ((words[i + 1] as number) & 0x1fffffff) * 0x800000 + (low >>> 9);
    const x = point * (normalScale[strip] as number);
    // The plus shows the compiler that the rare call returns a number: without it every x is an object on the heap.
    return point < (normalAccept[strip] as number) ? x : +this.#normalOutsideStrip(low, x);
  }

  /** Draws a normal deviate. */
  normal(mean: number, std: number): number {
    return mean + std * this.standardNormal();
  }

  /** Draws a deviate whose logarithm is normal, with this mean and standard deviation *of the logarithm*. */
  logNormal(mean: number, sigma: number): number {
    return exp(mean + sigma * this.standardNormal());
  }

  /** Draws an exponential deviate of mean 1, by the ziggurat. */
  standardExponential(): number {
    const bits = this.#bits;
    const i = bits.take();
    const words = bits.words;
    const low = words[i] as number;
    const strip = (low >>> 3) & 0xff;
    const point = (words[i + 1] as number) * 0x200000 + (low >>> 11);
    const x = point * (exponentialScale[strip] as number);
    return point < (exponentialAccept[strip] as number) ? x : +this.#exponentialOutsideStrip(strip, x);
  }

  /**
   * Draws an integer from `low` to `high`, both included, without bias.
   *
   * @throws TypeError or RangeError unless both are integers (up to 2^53 in size) and `low` ≤ `high`
   */
  integer(low: number, high: number): number {
    checkInteger('low', low);
    checkInteger('high', high);
    if (low > high) throw rangeError(expected('high', `at least ${low} (\`low\`)`, high));
    const span = high - low;
    if (span <= MAX_UINT32) return low + boundedUint32(this.#bits, span);
    // The span of two safe integers needs more than the 53 bits of a double.
    return Number(BigInt(low) + boundedUint64(this.#bits, BigInt(high) - BigInt(low)));
  }

  /**
   * Draws an index below `n`, each with its probability. The probabilities are divided by their sum.
   *
   * @throws TypeError or RangeError unless there are `n` numbers ≥ 0, not all 0
   */
  choice(n: number, probabilities: ArrayLike<number>): number {
    const total = checkedSum(n, probabilities);
    const u = this.#bits.nextDouble();
    let cumulative = 0;
    for (let i = 0; i < n; i++) {
      cumulative += probabilities[i] as number;
      if (cumulative / total > u) return i;
    }
    return n - 1;
  }

  /**
   * Draws `k` different items (by position) in random order.
   *
   * @throws TypeError or RangeError unless `k` is an integer from 0 to the number of items
   */
  sample<T>(items: ArrayLike<T>, k: number): T[] {
    checkArray('items', items);
    checkInteger('k', k, 0, items.length);
    return sampleIndices(this.#bits, items.length, k).map((i) => items[i] as T);
  }

  /**
   * Puts the items of an array, plain or typed, in random order, in place.
   *
   * @throws TypeError where it is not an array
   */
  shuffle(items: unknown[] | { [index: number]: number; readonly length: number }): void {
    checkArray('items', items);
    shuffleInPlace(this.#bits, items);
  }

  /** Draws an integer from 0 to 2^64 − 1. */
  nextUint64(): bigint {
    return this.#bits.nextUint64();
  }

  /** Draws an integer from 0 to 2^32 − 1: the low half of an output, then its high half. */
  nextUint32(): number {
    return this.#bits.nextUint32();
  }

  /** State of the bit generator at the next draw. */
  get state(): Pcg64State {
    return this.#bits.state;
  }

  /** Continues from a state, which may be NumPy's. */
  set state(value: Pcg64State) {
    this.#bits.state = value;
  }

  /** Skips `delta` 64-bit draws; see {@link Pcg64.advance}. */
  advance(delta: number | bigint): void {
    this.#bits.advance(delta);
  }

  /** Returns the same on a generator far away in the sequence; see {@link Pcg64.jumped}. */
  jumped(jumps: number | bigint = 1): Random {
    return new Random(this.#bits.jumped(jumps));
  }

  #normalOutsideStrip(low: number, point: number): number {
    const x = normalOutsideStrip(this.#bits, low, point);
    return Number.isNaN(x) ? this.standardNormal() : x;
  }

  #exponentialOutsideStrip(strip: number, point: number): number {
    const x = exponentialOutsideStrip(this.#bits, strip, point);
    return Number.isNaN(x) ? this.standardExponential() : x;
  }
}

function checkedSum(n: number, probabilities: ArrayLike<number>): number {
  checkInteger('n', n, 1);
  checkArray('probabilities', probabilities);
  if (probabilities.length !== n) {
    throw rangeError(expected('probabilities.length', `\`n\` (${n})`, probabilities.length));
  }
  let total = 0;
  for (let i = 0; i < n; i++) {
    const p = probabilities[i] as number;
    if (typeof p !== 'number') throw typeError(expected(`probabilities[${i}]`, 'a number from 0 up', p));
    if (!(p >= 0)) throw rangeError(expected(`probabilities[${i}]`, 'a number from 0 up', p));
    total += p;
  }
  if (total > 0 && total < Number.POSITIVE_INFINITY) return total;
  throw rangeError(expected('the sum of probabilities', 'positive and finite', total));
}
