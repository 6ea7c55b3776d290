import type { DatatypeName, Operation as ReductionName } from '../library/abi.ts';
import type { CallName, Memory } from '../library/calls.ts';
import type { Native } from '../library/native.ts';
import { MpiError } from '../base/mpi-error.ts';
import { datatypeOf, type TypedArray } from '../values/array-types.ts';
import { decode, encode } from '../values/codec.ts';
import { flipSigns, SIGNED } from '../workarounds/unsigned-min-max.ts';
import { limits, piecesOf } from '../messages/limits.ts';
import type { Transport } from '../messages/transport.ts';

/** Where a collective takes place. */
export type Place = { readonly handle: number; readonly rank: number; readonly size: number };

type Reduction = (input: number, output: number, length: number, type: number, slot: number) => number;

// Counts and displacements of MPI are 32-bit integers.
const LARGEST = 2 ** 31 - 1;
const MARK = 1;
const NOTHING = new Uint8Array(0);

/** The collectives of one communicator. Each is over when its promise resolves; one at a time. */
export class Collectives {
  readonly #native: Native;
  readonly #transport: Transport;
  readonly #place: Place;

  constructor(native: Native, transport: Transport, place: Place) {
    this.#native = native;
    this.#transport = transport;
    this.#place = place;
  }

  async barrier(): Promise<void> {
    const { handle } = this.#place;
    await this.#transport.complete('Ibarrier', (slot) => this.#native.calls.Ibarrier(handle, slot)).wait();
  }

  async bcast<T>(value: T | undefined, root: number): Promise<T> {
    const mine = this.#place.rank === root;
    const length = new Float64Array(1);
    const encoded = mine ? this.#attempt(length, () => encodeWhole(value)) : undefined;
    await this.bcastMemory(length, root);
    if (encoded?.error !== undefined) throw encoded.error;
    const bytes = encoded?.bytes ?? this.#allocate(length[0] as number, root);
    await this.bcastMemory(bytes, root);
    return mine ? (value as T) : (decodeWhole(bytes) as T);
  }

  async bcastMemory(memory: Memory, root: number): Promise<void> {
    const { calls, abi } = this.#native;
    const { byte } = abi.datatypes;
    const { handle } = this.#place;
    const address = this.#native.address(memory);
    for (const [from, length] of piecesOf(memory.byteLength)) {
      const start = (slot: number) => calls.Ibcast(address + from, length, byte, root, handle, slot);
      await this.#transport.complete('Ibcast', start, [memory]).wait();
    }
  }

  async gather<T>(value: T, root: number): Promise<T[] | undefined> {
    const { calls, abi } = this.#native;
    const { handle, rank } = this.#place;
    const { bytes, lengths, total } = await this.#shareLengths(value);
    if (total > LARGEST) throw tooLong('gather', total);
    const { counts, displacements } = layout(lengths);
    const all = rank === root ? new Uint8Array(total) : NOTHING;
    const { byte } = abi.datatypes;
    const memory = [bytes, all, counts, displacements] as const;
    const [from, to, lengthsAt, startsAt] = this.#addresses(memory);
    const start = (slot: number) =>
      calls.Igatherv(from, bytes.length, byte, to, lengthsAt, startsAt, byte, root, handle, slot);
    await this.#transport.complete('Igatherv', start, memory).wait();
    return rank === root ? (split(all, lengths).map(decodeWhole) as T[]) : undefined;
  }

  async allgather<T>(value: T): Promise<T[]> {
    const { calls, abi } = this.#native;
    const { bytes, lengths, total } = await this.#shareLengths(value);
    if (total > LARGEST) throw tooLong('allgather', total);
    const { counts, displacements } = layout(lengths);
    const all = new Uint8Array(total);
    const { byte } = abi.datatypes;
    const memory = [bytes, all, counts, displacements] as const;
    const [from, to, lengthsAt, startsAt] = this.#addresses(memory);
    const start = (slot: number) =>
      calls.Iallgatherv(from, bytes.length, byte, to, lengthsAt, startsAt, byte, this.#place.handle, slot);
    await this.#transport.complete('Iallgatherv', start, memory).wait();
    return split(all, lengths).map(decodeWhole) as T[];
  }

  async scatter<T>(values: readonly T[] | undefined, root: number): Promise<T> {
    const { calls, abi } = this.#native;
    const { handle, rank, size } = this.#place;
    const lengths = new Float64Array(size);
    const encoded = rank === root ? this.#attempt(lengths, () => joined(values ?? [], lengths)) : undefined;
    await this.bcastMemory(lengths, root);
    if (encoded?.error !== undefined) throw encoded.error;
    const total = sum(lengths);
    if (Number.isNaN(total)) throw failedElsewhere(root);
    if (total > LARGEST) throw tooLong('scatter', total);
    const { counts, displacements } = layout(lengths);
    const { byte } = abi.datatypes;
    const all = encoded?.bytes ?? NOTHING;
    const own = new Uint8Array(lengths[rank] as number);
    const memory = [all, own, counts, displacements] as const;
    const [from, to, lengthsAt, startsAt] = this.#addresses(memory);
    const start = (slot: number) =>
      calls.Iscatterv(from, lengthsAt, startsAt, byte, to, own.length, byte, root, handle, slot);
    await this.#transport.complete('Iscatterv', start, memory).wait();
    return decodeWhole(own) as T;
  }

  async reduce<A extends TypedArray>(values: A, operation: ReductionName, root: number): Promise<A | undefined> {
    const { calls, abi } = this.#native;
    const { handle, rank } = this.#place;
    const op = abi.operations[operation];
    const result = await this.#reduce('Ireduce', values, operation, (input, output, length, type, slot) =>
      calls.Ireduce(input, output, length, type, op, root, handle, slot),
    );
    return rank === root ? result : undefined;
  }

  async allreduce<A extends TypedArray>(values: A, operation: ReductionName): Promise<A> {
    const { calls, abi } = this.#native;
    const op = abi.operations[operation];
    return await this.#reduce('Iallreduce', values, operation, (input, output, length, type, slot) =>
      calls.Iallreduce(input, output, length, type, op, this.#place.handle, slot),
    );
  }

  async #reduce<A extends TypedArray>(call: CallName, values: A, operation: ReductionName, start: Reduction) {
    const { datatypes } = this.#native.abi;
    const type = datatypeOf(values) as DatatypeName;
    const signed = operation === 'min' || operation === 'max' ? SIGNED[type] : undefined;
    const operands = signed === undefined ? values : copyOf(values);
    if (signed !== undefined) flipSigns(operands);
    const result = copyOf(operands);
    await this.#reducePieces(call, operands, result, (input, output, length, slot) =>
      start(input, output, length, datatypes[signed ?? type], slot),
    );
    if (signed !== undefined) flipSigns(result);
    return result;
  }

  async #reducePieces(
    call: CallName,
    operands: TypedArray,
    result: TypedArray,
    start: (input: number, output: number, length: number, slot: number) => number,
  ): Promise<void> {
    const size = operands.BYTES_PER_ELEMENT;
    const [input, output] = this.#addresses([operands, result]);
    for (const [from, length] of piecesOf(operands.length, Math.max(1, Math.floor(limits.chunk / size)))) {
      const begin = (slot: number) => start(input + from * size, output + from * size, length, slot);
      await this.#transport.complete(call, begin, [operands, result]).wait();
    }
  }

  #addresses<const M extends readonly Memory[]>(memory: M): { -readonly [I in keyof M]: number } {
    return memory.map((view) => this.#native.address(view)) as { -readonly [I in keyof M]: number };
  }

  /** The own value as bytes, and how long that of every rank is. A rank that cannot encode its value tells the others. */
  async #shareLengths(value: unknown) {
    const own = new Float64Array(1);
    const { bytes = NOTHING, error } = this.#attempt(own, () => encodeWhole(value));
    const { calls, abi } = this.#native;
    const lengths = new Float64Array(this.#place.size);
    const { double } = abi.datatypes;
    const [from, to] = this.#addresses([own, lengths]);
    const start = (slot: number) => calls.Iallgather(from, 1, double, to, 1, double, this.#place.handle, slot);
    await this.#transport.complete('Iallgather', start, [own, lengths]).wait();
    if (error !== undefined) throw error;
    const failed = lengths.findIndex(Number.isNaN);
    if (failed >= 0) throw failedElsewhere(failed);
    return { bytes, lengths, total: sum(lengths) };
  }

  // Without this the others would wait for ever for one that failed.
  #attempt(lengths: Float64Array, work: () => Uint8Array): { readonly bytes?: Uint8Array; readonly error?: unknown } {
    try {
      const bytes = work();
      if (lengths.length === 1) lengths[0] = bytes.length;
      return { bytes };
    } catch (error) {
      lengths.fill(NaN);
      return { error };
    }
  }

  #allocate(byteLength: number, root: number): Uint8Array {
    if (Number.isNaN(byteLength)) throw failedElsewhere(root);
    return new Uint8Array(byteLength);
  }
}

const encodeWhole = (value: unknown): Uint8Array => encode(value, MARK, Infinity).bytes;

const decodeWhole = (bytes: Uint8Array): unknown =>
  decode(bytes, () => {
    throw new MpiError(
      'BAD_MESSAGE',
      'The value of a collective came in parts: do all ranks call the same collective?',
    );
  });

function joined(values: readonly unknown[], lengths: Float64Array): Uint8Array {
  if (values.length !== lengths.length) {
    throw new RangeError(`Expected \`values\` to be one for each of the ${lengths.length} ranks, got ${values.length}`);
  }
  const parts = values.map(encodeWhole);
  parts.forEach((part, rank) => {
    lengths[rank] = part.length;
  });
  return Buffer.concat(parts);
}

function layout(lengths: Float64Array): { readonly counts: Int32Array; readonly displacements: Int32Array } {
  const counts = Int32Array.from(lengths);
  const displacements = new Int32Array(counts.length);
  for (let i = 1; i < counts.length; i++) {
    displacements[i] = (displacements[i - 1] as number) + (counts[i - 1] as number);
  }
  return { counts, displacements };
}

function split(all: Uint8Array, lengths: Float64Array): Uint8Array[] {
  let from = 0;
  return Array.from(lengths, (length) => {
    from += length;
    return all.subarray(from - length, from);
  });
}

// The method of a Buffer does not copy, that of all typed arrays does.
const copyOf = <A extends TypedArray>(array: A): A => Uint8Array.prototype.slice.call(array) as unknown as A;

const sum = (numbers: Float64Array): number => numbers.reduce((total, number) => total + number, 0);

const tooLong = (what: string, total: number): RangeError =>
  new RangeError(
    `Expected the values of a ${what} to be below 2 GiB together, got ${total} bytes: use \`send\` and \`recv\``,
  );

const failedElsewhere = (rank: number): MpiError =>
  new MpiError('BAD_MESSAGE', `Rank ${rank} could not send its value: see its own error`);
