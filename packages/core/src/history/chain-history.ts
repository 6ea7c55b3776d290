import { Block, type BlockShape } from './block.ts';

/** Growth factor of the buffer of a history that is read between runs. */
const GROWTH = 1.25;

/**
 * The samples of one chain since the last clear. Blocks are stored as they arrive and joined at the first access, so that runs never wait for
 * a history, and every variable reads as one array.
 */
export class ChainHistory {
  #joined: Block | undefined;
  #iterations = 0;
  #sweeps = 0;
  #pending: Block[] = [];

  /** Appends the block of a run, without a copy. */
  append(block: Block): void {
    this.#pending.push(block);
  }

  /** Drops all samples. */
  clear(): void {
    this.#joined = undefined;
    this.#iterations = 0;
    this.#sweeps = 0;
    this.#pending = [];
  }

  /** Returns a view of a column of numbers of one level. */
  column(level: number, column: number): Float64Array {
    const block = this.#join();
    if (block === undefined) return new Float64Array(0);
    const start = block.columnOffset(level, column);
    return block.data.subarray(start, start + this.#iterations);
  }

  /** Returns a view of the acceptance flags of one level. */
  accepted(level: number): Uint8Array {
    const block = this.#join();
    if (block === undefined) return new Uint8Array(0);
    const start = level * block.shape.iterations;
    return block.accepted.subarray(start, start + this.#iterations);
  }

  /** Returns a view of the swap indices of one level, one per sweep. */
  swapIndex(level: number): Int32Array {
    const block = this.#join();
    if (block === undefined) return new Int32Array(0);
    const start = level * block.shape.sweeps;
    return block.swapIndex.subarray(start, start + this.#sweeps);
  }

  /** Returns a view of the acceptance ratios of the swaps between a level and the next hotter one. */
  swapRatio(pair: number): Float64Array {
    const block = this.#join();
    if (block === undefined) return new Float64Array(0);
    const start = block.ratioOffset(pair);
    return block.data.subarray(start, start + this.#sweeps);
  }

  /** Returns a view of the inverse temperatures of one level, one per sweep; empty if they are not recorded. */
  swapBeta(level: number): Float64Array {
    const block = this.#join();
    if (block === undefined || !block.shape.betas) return new Float64Array(0);
    const start = block.betaOffset(level);
    return block.data.subarray(start, start + this.#sweeps);
  }

  #join(): Block | undefined {
    const [first] = this.#pending;
    if (first === undefined) return this.#joined;
    const blocks = this.#pending;
    if (this.#joined === undefined && blocks.length === 1) this.#adopt(first);
    else {
      // Allocates first, so that nothing is lost if that fails.
      this.#reserve(first.shape, blocks);
      for (const block of blocks) this.#copyIn(block);
    }
    this.#pending = [];
    return this.#joined;
  }

  #adopt(block: Block): void {
    this.#joined = block;
    this.#iterations = block.shape.iterations;
    this.#sweeps = block.shape.sweeps;
  }

  #reserve(shape: BlockShape, blocks: readonly Block[]): void {
    const iterations = blocks.reduce((sum, block) => sum + block.shape.iterations, this.#iterations);
    const sweeps = blocks.reduce((sum, block) => sum + block.shape.sweeps, this.#sweeps);
    const old = this.#joined;
    if (old !== undefined && iterations <= old.shape.iterations && sweeps <= old.shape.sweeps) return;
    const grow = (needed: number, had: number): number => Math.max(needed, Math.ceil(GROWTH * had));
    this.#joined = new Block({
      ...shape,
      iterations: grow(iterations, old?.shape.iterations ?? 0),
      sweeps: shape.levels > 1 ? grow(sweeps, old?.shape.sweeps ?? 0) : 0,
    });
    if (old !== undefined) this.#joined.copyFrom(old, this.#iterations, this.#sweeps, 0, 0);
  }

  #copyIn(block: Block): void {
    this.#joined?.copyFrom(block, block.shape.iterations, block.shape.sweeps, this.#iterations, this.#sweeps);
    this.#iterations += block.shape.iterations;
    this.#sweeps += block.shape.sweeps;
  }
}
