import { noRoom } from './no-room.ts';

/** Room of a {@link Block}. */
export type BlockShape = {
  /** Temperature levels, 1 without tempering. */
  readonly levels: number;
  /** Columns of numbers per level: see `columns.ts`. */
  readonly columns: number;
  /** Iterations. */
  readonly iterations: number;
  /** Swap sweeps; 0 without tempering. */
  readonly sweeps: number;
  /** Whether the inverse temperatures of every sweep are recorded, as with a ladder that adapts. */
  readonly betas: boolean;
};

/**
 * The samples of one chain over some iterations in a single buffer, each variable contiguous, so that it is transferred to another process in
 * one move and read without a copy.
 *
 * Layout: the columns of numbers level by level, the swap ratios of each pair, the inverse temperatures of each level if they are recorded, then
 * the 32-bit swap indices of each level, then the bytes of the acceptance flags of each level.
 */
export class Block {
  readonly shape: BlockShape;
  /** The complete buffer as numbers. */
  readonly data: Float64Array;
  /** Swap indices, level by level. */
  readonly swapIndex: Int32Array;
  /** Acceptance flags, level by level. */
  readonly accepted: Uint8Array;

  /**
   * Interprets `data`, or allocates a buffer.
   *
   * @throws RangeError if there is not enough memory
   */
  constructor(shape: BlockShape, data: Float64Array = allocate(shape)) {
    this.shape = shape;
    this.data = data;
    const integers = data.byteOffset + 8 * (numberCount(shape) + ratioCount(shape) + betaCount(shape));
    this.swapIndex = new Int32Array(data.buffer, integers, shape.levels * shape.sweeps);
    this.accepted = new Uint8Array(data.buffer, integers + 4 * this.swapIndex.length, shape.levels * shape.iterations);
  }

  /** Returns the offset of a column of numbers in `data`. */
  columnOffset(level: number, column: number): number {
    return (level * this.shape.columns + column) * this.shape.iterations;
  }

  /** Returns the offset of the swap ratios of a pair of levels in `data`. */
  ratioOffset(pair: number): number {
    return numberCount(this.shape) + pair * this.shape.sweeps;
  }

  /** Returns the offset of the inverse temperatures of a level in `data`, if they are recorded. */
  betaOffset(level: number): number {
    return numberCount(this.shape) + ratioCount(this.shape) + level * this.shape.sweeps;
  }

  /** Copies the first rows and sweeps of another block into this one, at a row and a sweep. */
  copyFrom(source: Block, rows: number, sweeps: number, row: number, sweep: number): void {
    const { levels, columns } = this.shape;
    for (let level = 0; level < levels; level++) {
      for (let column = 0; column < columns; column++) {
        const from = source.columnOffset(level, column);
        this.data.set(source.data.subarray(from, from + rows), this.columnOffset(level, column) + row);
      }
      const flags = level * source.shape.iterations;
      this.accepted.set(source.accepted.subarray(flags, flags + rows), level * this.shape.iterations + row);
      const indices = level * source.shape.sweeps;
      this.swapIndex.set(source.swapIndex.subarray(indices, indices + sweeps), level * this.shape.sweeps + sweep);
    }
    // Ratios and inverse temperatures are adjacent.
    const perSweep = levels - 1 + (this.shape.betas ? levels : 0);
    for (let row = 0; row < perSweep; row++) {
      const from = source.ratioOffset(row);
      this.data.set(source.data.subarray(from, from + sweeps), this.ratioOffset(row) + sweep);
    }
  }
}

const numberCount = ({ levels, columns, iterations }: BlockShape): number => levels * columns * iterations;

const ratioCount = ({ levels, sweeps }: BlockShape): number => (levels - 1) * sweeps;

const betaCount = ({ betas, levels, sweeps }: BlockShape): number => (betas ? levels * sweeps : 0);

function sizeOf(shape: BlockShape): number {
  const bytes = 4 * shape.levels * shape.sweeps + shape.levels * shape.iterations;
  return numberCount(shape) + ratioCount(shape) + betaCount(shape) + Math.ceil(bytes / 8);
}

/** Returns the bytes of a block. */
export const byteLengthOf = (shape: BlockShape): number => 8 * sizeOf(shape);

function allocate(shape: BlockShape): Float64Array {
  try {
    return new Float64Array(sizeOf(shape));
  } catch (cause) {
    throw noRoom(shape.iterations, 1, byteLengthOf(shape), cause);
  }
}
