import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Dataset, File, Group } from 'h5wasm/node';
import { systemError } from '../../errors/system-error.ts';
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

/** Layout of a new dataset. */
export type DatasetLayout = {
  readonly name: string;
  readonly type: NumberType;
  readonly shape: readonly number[];
  /** Deflate level; 0 for no compression. */
  readonly compression: number;
};

/**
 * An HDF5 file that is being written. Errors have a `code` like those of the system, or `HDF5` where the library reports no such code.
 */
export class HDF5File {
  readonly #path: string;
  readonly #file: File;

  private constructor(path: string, file: File) {
    this.#path = path;
    this.#file = file;
  }

  /** Opens a file and discards its contents. */
  static async create(path: string): Promise<HDF5File> {
    // Imported on demand, since it takes a tenth of a second.
    const { File, ready } = await import('h5wasm/node');
    const library = await ready;
    // Otherwise a full disk goes unnoticed and the samples become zeros.
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

  /** Sets an attribute of a group or dataset. */
  setAttribute(target: Group | Dataset, name: string, value: AttributeValue): void {
    this.#attempt(() => {
      if (typeof value === 'bigint') target.create_attribute(name, new BigInt64Array([value]), [], '<q');
      else if (typeof value === 'number') target.create_attribute(name, value, [], '<d');
      else target.create_attribute(name, typeof value === 'string' ? value : [...value]);
    });
  }

  /** Adds a dataset with chunks of the {@link chunkShape}. */
  createDataset(group: Group, { name, type, shape, compression }: DatasetLayout): Dataset {
    const { dtype, empty } = HDF5_TYPES[type];
    const sizes = { shape: shape.map(() => 0), maxshape: [...shape], chunks: chunkShape(shape) };
    const layout = { name, dtype, data: empty, track_order: true, ...sizes };
    return this.#attempt(() => {
      // The library writes a new dataset at once: create it empty, then resize it.
      const dataset = group.create_dataset(compression > 0 ? { ...layout, compression } : layout);
      dataset.resize([...shape]);
      return dataset;
    });
  }

  /** Writes a complete dataset, chunk by chunk. */
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

  /** Turns a dataset into a dimension scale, the coordinates of the dimension of that name. */
  makeScale(dataset: Dataset, name: string): void {
    this.#attempt(() => dataset.make_scale(name));
  }

  /** Attaches a dimension scale to a dimension of a dataset. */
  attachScale(dataset: Dataset, index: number, scale: Dataset): void {
    this.#attempt(() => dataset.attach_scale(index, scale.path));
  }

  /** Flushes and closes the file. */
  close(): void {
    this.#attempt(() => {
      this.#file.flush();
      this.#file.close();
    });
  }

  /** Closes the file after an error, which is reported instead of any error here. */
  abandon(): void {
    try {
      this.#file.close();
    } catch {
      // It was closed before, or the library has released it in spite of the error.
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
    throw systemError(reason, { code, cause: error });
  }
}

// The library writes its messages to a file in /tmp: if that is full too, there is no message.
function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < 2 ** 16;
  } catch {
    return false;
  }
}
