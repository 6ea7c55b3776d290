import { expected } from '../checks/validate.ts';
import { typeError } from '../errors/wrong-use.ts';
import { osEntropy } from '../platform/host.ts';
import { checkInteger, toUnsigned } from './checks.ts';

const POOL_SIZE = 4;
const INIT_A = 0x43b0d7e5;
const MULTIPLIER_A = 0x931e8875;
const INIT_B = 0x8b51f9dd;
const MULTIPLIER_B = 0x58f38ded;
const MIX_LEFT = 0xca01f9dd;
const MIX_RIGHT = 0x4973f715;

/**
 * Source of well mixed words for generators, and of independent children, from a seed of any size; the same numbers as
 * `numpy.random.SeedSequence` (M. E. O'Neill, "Developing a seed_seq Alternative", 2015; NumPy, BSD 3-Clause).
 *
 * @example
 * ```ts
 * import { SeedSequence } from '@epsie/core';
 *
 * const [first, second] = new SeedSequence(42).spawn(2);
 * ```
 */
export class SeedSequence {
  /** The seed. */
  readonly entropy: bigint;
  /** The path from the seed's own sequence to this one: the index among the children, per generation. */
  readonly spawnKey: readonly number[];
  /** The four mixed words that everything is generated from. */
  readonly pool: Uint32Array<ArrayBuffer>;
  #spawned = 0;

  /**
   * @param entropy the seed, an integer ≥ 0 of any size; by default 128 bits from the operating system
   * @param spawnKey indices ≥ 0; `new SeedSequence(seed, [k])` is child k of `new SeedSequence(seed)`
   * @throws RangeError or TypeError where one of them is not such an integer
   */
  constructor(entropy: number | bigint = osEntropy(), spawnKey: readonly number[] = []) {
    for (const index of spawnKey) checkInteger('spawnKey', index, 0);
    this.entropy = toUnsigned('entropy', entropy);
    this.spawnKey = [...spawnKey];
    this.pool = mixPool(assembleEntropy(this.entropy, this.spawnKey));
  }

  /** Returns `count` words of 32 bits. They do not depend on earlier calls: fewer words are the beginning of more. */
  generateState(count: number, type?: 'uint32'): Uint32Array<ArrayBuffer>;
  /** Returns `count` words of 64 bits. */
  generateState(count: number, type: 'uint64'): BigUint64Array<ArrayBuffer>;
  generateState(count: number, type: 'uint32' | 'uint64' = 'uint32'): Uint32Array | BigUint64Array {
    checkInteger('count', count, 0);
    if (type === 'uint32') return this.#generate(count);
    if (type !== 'uint64') throw typeError(expected('type', "'uint32' or 'uint64'", type));
    const words = this.#generate(2 * count);
    return BigUint64Array.from({ length: count }, (_, i) => joinWords(words, 2 * i));
  }

  /** Creates `count` children, each the root of independent streams. Their numbers continue those of previous calls. */
  spawn(count: number): SeedSequence[] {
    checkInteger('count', count, 0);
    const first = this.#spawned;
    this.#spawned += count;
    return Array.from({ length: count }, (_, i) => new SeedSequence(this.entropy, [...this.spawnKey, first + i]));
  }

  #generate(count: number): Uint32Array<ArrayBuffer> {
    let constant = INIT_B;
    return Uint32Array.from({ length: count }, (_, i) => {
      let word = (this.pool[i % POOL_SIZE] as number) ^ constant;
      constant = Math.imul(constant, MULTIPLIER_B);
      word = Math.imul(word, constant);
      return word ^ (word >>> 16);
    });
  }
}

function joinWords(words: Uint32Array, i: number): bigint {
  return (BigInt(words[i + 1] as number) << 32n) | BigInt(words[i] as number);
}

/** Little-endian 32-bit words; 0 is one word. */
function toWords(value: bigint): number[] {
  const words: number[] = [];
  let rest = value;
  do {
    words.push(Number(rest & 0xffffffffn));
    rest >>= 32n;
  } while (rest > 0n);
  return words;
}

/** A child's entropy is padded to the size of the pool, so that its key cannot be confused with a part of a longer seed. */
function assembleEntropy(entropy: bigint, spawnKey: readonly number[]): number[] {
  const words = toWords(entropy);
  if (spawnKey.length === 0) return words;
  while (words.length < POOL_SIZE) words.push(0);
  return words.concat(spawnKey.flatMap((index) => toWords(BigInt(index))));
}

function mixPool(entropy: readonly number[]): Uint32Array<ArrayBuffer> {
  const pool = new Uint32Array(POOL_SIZE);
  const hash = createHash();
  for (let i = 0; i < POOL_SIZE; i++) pool[i] = hash(entropy[i] ?? 0);
  for (let from = 0; from < POOL_SIZE; from++) {
    for (let to = 0; to < POOL_SIZE; to++) {
      if (from !== to) pool[to] = mix(pool[to] as number, hash(pool[from] as number));
    }
  }
  for (const word of entropy.slice(POOL_SIZE)) {
    for (let to = 0; to < POOL_SIZE; to++) pool[to] = mix(pool[to] as number, hash(word));
  }
  return pool;
}

/** A hash of 32-bit words that differs from call to call. */
function createHash(): (word: number) => number {
  let constant = INIT_A;
  return (word) => {
    let value = word ^ constant;
    constant = Math.imul(constant, MULTIPLIER_A);
    value = Math.imul(value, constant);
    return value ^ (value >>> 16);
  };
}

function mix(x: number, y: number): number {
  const value = Math.imul(MIX_LEFT, x) - Math.imul(MIX_RIGHT, y);
  return value ^ (value >>> 16);
}
