import { decodeBase64 } from './base64.ts';
import { pcg64Binary } from './pcg64-binary.ts';

declare const WebAssembly: {
  readonly Module: new (binary: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer };
  fill(count: number): void;
  advance(deltaLow: bigint, deltaHigh: bigint): void;
};

/** Addresses in the engine's memory; see `pcg64.wat`. */
const OUTPUTS_ADDRESS = 64;

/** The most outputs of one batch. */
export const MAX_BATCH: number = 1024;

/** The WebAssembly half of the generator. All generators share one: every call is complete before the next begins. */
export interface Pcg64Engine {
  /**
   * A generator's state while it is worked on, low half first: [0, 1] state at the first output of the batch, [2, 3]
   * increment, [4, 5] state after the batch.
   */
  readonly registers: BigUint64Array<ArrayBuffer>;
  /** The outputs of the last batch, low half first. */
  readonly outputs: Uint32Array<ArrayBuffer>;
  /** Draws a batch of `count` outputs (an even number) from the end of the last one, and advances the registers. */
  fill(count: number): void;
  /** Advances registers [0, 1] by a 128-bit number of steps. */
  advance(deltaLow: bigint, deltaHigh: bigint): void;
}

let engine: Pcg64Engine | undefined;

/** Returns the engine of this thread, created at the first use, so that importing the package needs nothing of the host. */
export function pcg64Engine(): Pcg64Engine {
  engine ??= createEngine();
  return engine;
}

function createEngine(): Pcg64Engine {
  const module = new WebAssembly.Module(decodeBase64(pcg64Binary));
  const { memory, fill, advance } = new WebAssembly.Instance(module).exports as Exports;
  return {
    registers: new BigUint64Array(memory.buffer, 0, 6),
    outputs: new Uint32Array(memory.buffer, OUTPUTS_ADDRESS, 2 * MAX_BATCH),
    fill,
    advance,
  };
}
