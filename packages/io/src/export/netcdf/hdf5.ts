import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Dataset, File, Group } from 'h5wasm/node';
import type { AttributeValue } from './attributes.ts';
import { chunkShape, chunksOf, type Hyperslab } from './chunks.ts';

/** Types of numbers in the file. */
export type NumberType = 'float64' | 'int64' | 'int32' | 'int8';

/** Arrays of the types of numbers. */
export type Numbers = Float64Array | BigInt64Array | Int32Array | Int8Array;

type HDF5Type = { readonly dtype: string; readonly empty: Numbers };

const HDF5_TYPES: { readonly [T in NumberType]: HDF5Type } = {
  float64: { dtype: '<d', empty: new Float64Array(0) },
  int64: { dtype: '<q', empty: new BigInt64Array(0) },
  int32: { dtype: '<i', empty: new Int32Array(0) },
  int8: { dtype: '<b', empty: new Int8Array(0) },
};

/** What a dataset is made with. */
export type DatasetLayout = {
  readonly name: string;
  readonly type: NumberType;
  readonly shape: readonly number[];
  /** Level of deflate, 0 for none. */
  readonly compression: number;
};

/**
 * A HDF5 file that is being written. All that goes wrong comes out as an error with a `code` like those of the system, `HDF5`
 * where the library names none.
 */
export class HDF5File {
  readonly #path: string;
  readonly #file: File;

  private constructor(path: string, file: File) {
    this.#path = path;
    this.#file = file;
  }

  /** Opens a file for new contents. */
  static async create(path: string): Promise<HDF5File> {
    // Only for this: it takes a tenth of a second.
    const { File, ready } = await import('h5wasm/node');
    const library = await ready;
    // Without it a full disk goes unnoticed and the samples become zeros.
    library.activate_throwing_error_handler();
    return attempt(path, () => {
      const file = new File(path, 'w', { track_order: true });
      return new HDF5File(path, file);
    });
  }

  /** The root group. */
  get root(): Group {
    return this.#file;
  }

  /** Adds a group to the root. */
  createGroup(name: string): Group {
    return this.#attempt(() => this.#file.create_group(name, true));
  }

  /** Gives a group or dataset an attribute. */
  setAttribute(target: Group | Dataset, name: string, value: AttributeValue): void {
    this.#attempt(() => {
      if (typeof value === 'bigint') target.create_attribute(name, new BigInt64Array([value]), [], '<q');
      else if (typeof value === 'number') target.create_attribute(name, value, [], '<d');
      else target.create_attribute(name, typeof value === 'string' ? value : [...value]);
    });
  }

  /** Adds a dataset, in chunks of the shape that {@link chunkShape} gives. */
  createDataset(group: Group, { name, type, shape, compression }: DatasetLayout): Dataset {
    const { dtype, empty } = HDF5_TYPES[type];
    const sizes = { shape: shape.map(() => 0), maxshape: [...shape], chunks: chunkShape(shape) };
    const layout = { name, dtype, data: empty, track_order: true, ...sizes };
    return this.#attempt(() => {
      // The library writes all of a new dataset: it is made empty, then grows.
      const dataset = group.create_dataset(compression > 0 ? { ...layout, compression } : layout);
      dataset.resize([...shape]);
      return dataset;
    });
  }

  /** Writes all of a dataset, chunk by chunk. */
  async fill(
    dataset: Dataset,
    shape: readonly number[],
    read: (slab: Hyperslab) => Promise<Numbers> | Numbers,
  ): Promise<void> {
    for (const slab of chunksOf(shape, chunkShape(shape))) {
      const numbers = await read(slab);
      const ranges = slab.offset.map((from, i): [number, number] => [from, from + (slab.count[i] as number)]);
      this.#attempt(() => dataset.write_slice(ranges, numbers));
    }
  }

  /** Makes a dataset the coordinates of a dimension that has its name. */
  makeScale(dataset: Dataset, name: string): void {
    this.#attempt(() => dataset.make_scale(name));
  }

  /** Names a dimension of a dataset by its coordinates. */
  attachScale(dataset: Dataset, index: number, scale: Dataset): void {
    this.#attempt(() => dataset.attach_scale(index, scale.path));
  }

  /** Writes out what is left and closes the file. */
  close(): void {
    this.#attempt(() => {
      this.#file.flush();
      this.#file.close();
    });
  }

  /** Closes the file, which another error has made worthless. */
  abandon(): void {
    try {
      this.#file.close();
    } catch {
      // It was closed before, or the library has let go of it all the same.
    }
  }

  #attempt<T>(work: () => T): T {
    return attempt(this.#path, work);
  }
}

const CODES: readonly (readonly [message: string, code: string])[] = [
  ['No space left on device', 'ENOSPC'],
  ['Disk quota exceeded', 'EDQUOT'],
  ['Quota exceeded', 'EDQUOT'],
  ['File too large', 'EFBIG'],
  ['I/O error', 'EIO'],
];

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const code = CODES.find(([message]) => text.includes(message))?.[1] ?? (isFull(path) ? 'ENOSPC' : 'HDF5');
    const reason = /error message = '([^']*)'/.exec(text)?.[1] ?? /#000: .*?\): (.*)/.exec(text)?.[1] ?? text;
    throw Object.assign(new Error(reason, { cause: error }), { code });
  }
}

// The library keeps its messages in a file in /tmp: if that is full too, there is none.
function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < 2 ** 16;
  } catch {
    return false;
  }
}
