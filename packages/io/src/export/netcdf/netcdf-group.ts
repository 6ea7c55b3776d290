import { usageError } from '@epsie/core/checks';
import type { Dataset, Group } from 'h5wasm/node';
import type { Attributes } from './attributes.ts';
import type { Hyperslab } from './chunks.ts';
import type { HDF5File, Numbers, NumberType } from './hdf5.ts';

/** A dimension of a group, with the coordinates 0, 1, … */
export type Dimension = { readonly name: string; readonly size: number };

/** A variable of a group. */
export type GroupVariable = {
  readonly name: string;
  readonly type: NumberType;
  /** Names of the dimensions, the last varying fastest. */
  readonly dims: readonly string[];
  readonly attributes?: Attributes;
  /** Returns the numbers of a hyperslab. */
  read(slab: Hyperslab): Promise<Numbers> | Numbers;
};

/** A NetCDF group: dimensions with coordinates, and variables on them. */
export class NetCDFGroup {
  readonly #file: HDF5File;
  readonly #group: Group;
  readonly #compression: number;
  readonly #dimensions = new Map<string, { readonly size: number; readonly scale: Dataset }>();

  /** Adds a group with its attributes to a file. */
  constructor(file: HDF5File, name: string, attributes: Attributes, compression: number) {
    this.#file = file;
    this.#group = file.createGroup(name);
    this.#compression = compression;
    for (const [key, value] of Object.entries(attributes)) file.setAttribute(this.#group, key, value);
  }

  /** Adds a dimension whose coordinates are 0, 1, … */
  async addDimension({ name, size }: Dimension): Promise<void> {
    await this.addCoordinates(name, size, 'int64', (slab) => integers(slab, (i) => i));
  }

  /** Adds a dimension with its coordinates. */
  async addCoordinates(name: string, size: number, type: NumberType, read: GroupVariable['read']): Promise<void> {
    const scale = this.#file.createDataset(this.#group, { name, type, shape: [size], compression: this.#compression });
    this.#file.makeScale(scale, name);
    this.#dimensions.set(name, { size, scale });
    await this.#file.fill(scale, [size], read);
  }

  /** Adds a variable and writes its numbers. */
  async addVariable({ name, type, dims, attributes = {}, read }: GroupVariable): Promise<void> {
    const dimensions = dims.map((dim) => this.#dimension(dim));
    const shape = dimensions.map(({ size }) => size);
    const dataset = this.#file.createDataset(this.#group, { name, type, shape, compression: this.#compression });
    for (const [key, value] of Object.entries(attributes)) this.#file.setAttribute(dataset, key, value);
    dimensions.forEach(({ scale }, i) => {
      this.#file.attachScale(dataset, i, scale);
    });
    await this.#file.fill(dataset, shape, read);
  }

  #dimension(name: string): { readonly size: number; readonly scale: Dataset } {
    const dimension = this.#dimensions.get(name);
    if (dimension === undefined) throw usageError(`No dimension ${name}`);
    return dimension;
  }
}

/** Returns the integers of a hyperslab of one dimension. */
export function integers({ offset, count }: Hyperslab, at: (index: number) => number): BigInt64Array {
  const values = new BigInt64Array(count[0] as number);
  const from = offset[0] as number;
  for (let i = 0; i < values.length; i++) values[i] = BigInt(at(from + i));
  return values;
}
