import type { Level } from '../chain/level.ts';
import { Block, type BlockShape } from './block.ts';

/** Columns of numbers per level behind those of the parameters. */
export const STAT_COLUMNS = 3;

/** Writes what a chain does into a {@link Block}. */
export class Recorder {
  readonly block: Block;
  readonly #iterations: number;
  #row = 0;
  #sweep = 0;

  /** @param shape how much will be recorded */
  constructor(shape: BlockShape) {
    this.block = new Block(shape);
    this.#iterations = shape.iterations;
  }

  /** Records the present position, stats, decision and blob of a level; {@link Recorder.next} ends the iteration. */
  record(level: Level, index: number): void {
    const { data, accepted } = this.block;
    const n = this.#iterations;
    const { position, blob } = level;
    let at = this.block.columnOffset(index, 0) + this.#row;
    for (let i = 0; i < position.length; i++) {
      data[at] = position[i] as number;
      at += n;
    }
    data[at] = level.logLikelihood;
    data[at + n] = level.logPrior;
    data[at + 2 * n] = level.ratio;
    at += STAT_COLUMNS * n;
    for (let i = 0; i < blob.length; i++) {
      data[at] = blob[i] as number;
      at += n;
    }
    accepted[index * n + this.#row] = level.accepted ? 1 : 0;
  }

  /** Records a sweep of swaps. */
  recordSweep(swapIndex: Int32Array, ratios: Float64Array): void {
    const { block } = this;
    for (let t = 0; t < swapIndex.length; t++)
      block.swapIndex[t * block.shape.sweeps + this.#sweep] = swapIndex[t] as number;
    for (let t = 0; t < ratios.length; t++) block.data[block.ratioOffset(t) + this.#sweep] = ratios[t] as number;
    this.#sweep++;
  }

  /** Iterations recorded so far. */
  get rows(): number {
    return this.#row;
  }

  /** Ends the iteration. */
  next(): void {
    this.#row++;
  }
}
