import { Block, type BlockShape } from './block.ts';
import { writeStatistics } from './columns.ts';
import type { DrawView } from './draw-view.ts';

/** The outcome of a sweep of swaps. */
type Sweep = {
  readonly swapIndex: Int32Array;
  readonly ratios: Float64Array;
  readonly betas: Float64Array;
};

/** Records the draws and swaps of a chain in a {@link Block}. */
export class Recorder {
  readonly block: Block;
  /** Iterations recorded so far. */
  rows = 0;
  #sweep = 0;
  readonly #data: Float64Array;
  readonly #accepted: Uint8Array;
  readonly #swapIndex: Int32Array;
  /** Offset of the swap ratios. */
  readonly #ratios: number;
  /** Offset of the inverse temperatures; `undefined` if they are not recorded. */
  readonly #betas: number | undefined;
  readonly #sweeps: number;
  readonly #iterations: number;
  readonly #levelSize: number;

  /** @param shape room for everything that will be recorded */
  constructor(shape: BlockShape) {
    this.block = new Block(shape);
    this.#data = this.block.data;
    this.#accepted = this.block.accepted;
    this.#swapIndex = this.block.swapIndex;
    this.#ratios = this.block.ratioOffset(0);
    this.#betas = shape.betas ? this.block.betaOffset(0) : undefined;
    this.#sweeps = shape.sweeps;
    this.#iterations = shape.iterations;
    this.#levelSize = shape.columns * shape.iterations;
  }

  /** Records the present draw of a level; {@link Recorder.next} ends the iteration. */
  record(level: DrawView, index: number): void {
    const data = this.#data;
    const n = this.#iterations;
    const { position } = level;
    let at = index * this.#levelSize + this.rows;
    this.#accepted[index * n + this.rows] = level.accepted ? 1 : 0;
    for (let i = 0; i < position.length; i++, at += n) data[at] = position[i] as number;
    const end = writeStatistics(level, data, at, n);
    if (level.blob.length > 0) this.#recordBlob(level.blob, end);
  }

  /** Ends the iteration. */
  next(): void {
    this.rows++;
  }

  /** Records a sweep of swaps, and the inverse temperatures that it was made with, if those are recorded. */
  recordSweep({ swapIndex, ratios, betas }: Sweep): void {
    const indices = this.#swapIndex;
    const data = this.#data;
    const sweeps = this.#sweeps;
    for (let t = 0, at = this.#sweep; t < swapIndex.length; t++, at += sweeps) indices[at] = swapIndex[t] as number;
    for (let t = 0, at = this.#ratios + this.#sweep; t < ratios.length; t++, at += sweeps)
      data[at] = ratios[t] as number;
    if (this.#betas !== undefined) {
      for (let t = 0, at = this.#betas + this.#sweep; t < betas.length; t++, at += sweeps)
        data[at] = betas[t] as number;
    }
    this.#sweep++;
  }

  #recordBlob(blob: Float64Array, offset: number): void {
    for (let i = 0; i < blob.length; i++) this.#data[offset + i * this.#iterations] = blob[i] as number;
  }
}
