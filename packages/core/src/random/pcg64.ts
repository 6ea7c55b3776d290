import { expectBoolean, expected } from '../checks/validate.ts';
import { rangeError } from '../errors/wrong-use.ts';
import { checkInteger, checkUint128, toBigInt } from './checks.ts';
import { MAX_BATCH, type Pcg64Engine, pcg64Engine } from './pcg64-wasm.ts';
import { SeedSequence } from './seed-sequence.ts';

/** State of the generator at its next draw, with the fields of NumPy's `PCG64`. */
export type Pcg64State = {
  /** Position in the sequence, 128 bits. */
  readonly state: bigint;
  /** Which sequence: the odd increment, 128 bits. */
  readonly inc: bigint;
  /** Whether the high half of the last split output is kept for the next 32-bit draw. */
  readonly hasUint32: boolean;
  /** That half. Kept after it was used, as NumPy does. */
  readonly uinteger: number;
};

/** Runs are often short, so batches begin small and double. */
const FIRST_BATCH = 32;
/** 2^128 divided by the golden ratio, made odd: NumPy's distance of `jumped`. */
const JUMP = 0x9e3779b97f4a7c15f39cc0605cedc835n;
const NO_WORDS = new Uint32Array(0);

/**
 * PCG64 (XSL-RR 128/64), the default bit generator of NumPy: the same outputs and the same state.
 *
 * Outputs are drawn in batches; `state` is nevertheless the state at the next draw.
 *
 * Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number
 * Generation", HMC-CS-2014-0905 (2014).
 */
export class Pcg64 {
  /**
   * The batch: two words per output, low half first.
   *
   * @internal
   */
  words: Uint32Array<ArrayBuffer> = NO_WORDS;
  #next = 0;
  /** As `Pcg64Engine.registers`. */
  readonly #registers: BigUint64Array<ArrayBuffer> = new BigUint64Array(6);
  #hasUint32 = false;
  #uinteger = 0;

  /**
   * @throws TypeError or RangeError where the state is not one of NumPy's `PCG64`
   */
  constructor(state: Pcg64State) {
    this.state = state;
  }

  /** Creates the generator that is NumPy's `PCG64(seedSequence)`. */
  static fromSeedSequence(seedSequence: SeedSequence): Pcg64 {
    const [stateHigh, stateLow, sequenceHigh, sequenceLow] = seedSequence.generateState(4, 'uint64');
    const start = join(stateLow as bigint, stateHigh as bigint);
    const inc = BigInt.asUintN(128, (join(sequenceLow as bigint, sequenceHigh as bigint) << 1n) | 1n);
    const generator = new Pcg64({ state: BigInt.asUintN(128, start + inc), inc, hasUint32: false, uinteger: 0 });
    generator.advance(1);
    return generator;
  }

  /** State at the next draw: continuing from it draws the same numbers. */
  get state(): Pcg64State {
    const { registers } = this.#engineAtNextDraw();
    return {
      state: join(registers[0] as bigint, registers[1] as bigint),
      inc: join(registers[2] as bigint, registers[3] as bigint),
      hasUint32: this.#hasUint32,
      uinteger: this.#uinteger >>> 0,
    };
  }

  /** Continues from a state, which may be NumPy's. */
  set state(value: Pcg64State) {
    checkState(value);
    this.#registers[2] = value.inc;
    this.#registers[3] = value.inc >> 64n;
    this.#moveTo(value.state, value.state >> 64n);
    this.#hasUint32 = value.hasUint32;
    this.#uinteger = value.uinteger | 0;
  }

  /**
   * Skips `delta` 64-bit draws, backwards where it is negative, in logarithmic time. A half kept for a 32-bit draw is forgotten,
   * as in NumPy.
   */
  advance(delta: number | bigint): void {
    const steps = toBigInt('delta', delta);
    const engine = this.#engineAtNextDraw();
    // Both halves are reduced mod 2^64 on the way in, which makes a negative number one that wraps around.
    engine.advance(steps, steps >> 64n);
    this.#moveTo(engine.registers[0] as bigint, engine.registers[1] as bigint);
    this.#hasUint32 = false;
    this.#uinteger = 0;
  }

  /** Returns a new generator, `jumps` times 0.618 · 2^128 draws ahead, for streams that do not overlap. This one does not move. */
  jumped(jumps: number | bigint = 1): Pcg64 {
    const generator = new Pcg64(this.state);
    generator.advance(JUMP * toBigInt('jumps', jumps));
    return generator;
  }

  /** Draws an integer from 0 to 2^64 − 1. */
  nextUint64(): bigint {
    const i = this.take();
    return (BigInt(this.words[i + 1] as number) << 32n) | BigInt(this.words[i] as number);
  }

  /** Draws an integer from 0 to 2^32 − 1: the low half of an output, then its high half. */
  nextUint32(): number {
    if (this.#hasUint32) {
      this.#hasUint32 = false;
      return this.#uinteger >>> 0;
    }
    const i = this.take();
    this.#hasUint32 = true;
    // Kept signed, so that the field always holds a small integer.
    this.#uinteger = (this.words[i + 1] as number) | 0;
    return this.words[i] as number;
  }

  /** Draws a number from 0 up to, not including, 1: a multiple of 2^−53. */
  nextDouble(): number {
    const i = this.take();
    const words = this.words;
    return ((words[i + 1] as number) * 0x200000 + ((words[i] as number) >>> 11)) * 2 ** -53;
  }

  /**
   * Draws an output and returns the index of its low half in {@link Pcg64.words}; the high half follows it.
   *
   * @internal
   */
  take(): number {
    let i = this.#next;
    if (i === this.words.length) {
      this.#refill();
      i = 0;
    }
    this.#next = i + 2;
    return i;
  }

  #refill(): void {
    const count = Math.min(Math.max(this.words.length, FIRST_BATCH), MAX_BATCH);
    const engine = pcg64Engine();
    engine.registers.set(this.#registers);
    engine.fill(count);
    this.#registers.set(engine.registers);
    if (this.words.length !== 2 * count) this.words = new Uint32Array(2 * count);
    this.words.set(engine.outputs.subarray(0, 2 * count));
  }

  /** Returns the engine with this generator's registers; [0, 1] is the state at the next draw. */
  #engineAtNextDraw(): Pcg64Engine {
    const engine = pcg64Engine();
    engine.registers.set(this.#registers);
    engine.advance(BigInt(this.#next / 2), 0n);
    return engine;
  }

  /** Continues from another state, without a batch. */
  #moveTo(low: bigint, high: bigint): void {
    this.#registers[0] = this.#registers[4] = low;
    this.#registers[1] = this.#registers[5] = high;
    this.words = NO_WORDS;
    this.#next = 0;
  }
}

/**
 * Creates the generator of one stream of a seed: stream 0 is NumPy's `PCG64(seed)`, stream k > 0 child k of `SeedSequence(seed)`.
 *
 * @param seed an integer ≥ 0 of any size; by default 128 bits from the operating system
 * @param stream an integer ≥ 0
 */
export function createBitGenerator(seed?: number | bigint, stream: number = 0): Pcg64 {
  checkInteger('stream', stream, 0);
  return Pcg64.fromSeedSequence(new SeedSequence(seed, stream === 0 ? [] : [stream]));
}

/**
 * Creates independent generators for `count` chains: the children of `SeedSequence(seed)`, in order.
 *
 * @param seed an integer ≥ 0 of any size; by default 128 bits from the operating system
 */
export function createBitGenerators(count: number, seed?: number | bigint): Pcg64[] {
  return new SeedSequence(seed).spawn(count).map((child) => Pcg64.fromSeedSequence(child));
}

function join(low: bigint, high: bigint): bigint {
  return (high << 64n) | low;
}

function checkState({ state, inc, hasUint32, uinteger }: Pcg64State): void {
  checkUint128('state', state);
  checkUint128('inc', inc);
  if ((inc & 1n) === 0n) throw rangeError(expected('inc', 'odd', inc));
  expectBoolean('hasUint32', hasUint32);
  checkInteger('uinteger', uinteger, 0, 0xffffffff);
}
