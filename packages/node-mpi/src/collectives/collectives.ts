import type { CallName, Memory } from '../library/calls.ts';
import type { Native } from '../library/native.ts';
import { piecesOf } from '../messages/limits.ts';
import type { Transport } from '../messages/transport.ts';
import { attempt, expectEncoded } from './attempt.ts';
import { decodeAll, decodeValue, encodeValue, layoutOf, type Membership, totalOf } from './layout.ts';

const NOTHING = new Uint8Array(0);

/** The addresses of some memory. */
type Addresses<M> = { -readonly [I in keyof M]: number };

/**
 * The collectives of values and memory of one communicator, to be run one after the other.
 *
 * Values differ in size from rank to rank, but MPI needs all sizes before the bytes travel. So each collective of values has two steps:
 *
 * | collective  | step 1: lengths                       | step 2: bytes |
 * |-------------|---------------------------------------|---------------|
 * | `bcast`     | Ibcast of the root's length           | Ibcast        |
 * | `gather`    | Iallgather: every rank gets all lengths | Igatherv    |
 * | `allgather` | Iallgather                            | Iallgatherv   |
 * | `scatter`   | Ibcast of the lengths of all values   | Iscatterv     |
 *
 * A rank that cannot encode its value still takes part in step 1, with a length that means failure. Then it throws its own
 * error, and the other ranks throw `BAD_MESSAGE`; otherwise they would wait for it for ever.
 */
export class Collectives {
  readonly #native: Native;
  readonly #transport: Transport;
  readonly #membership: Membership;

  constructor(native: Native, transport: Transport, membership: Membership) {
    this.#native = native;
    this.#transport = transport;
    this.#membership = membership;
  }

  async barrier(): Promise<void> {
    const { calls } = this.#native;
    await this.#run('Ibarrier', [], (_, slot) => calls.Ibarrier(this.#membership.handle, slot));
  }

  async bcast<T>(value: T | undefined, root: number): Promise<T> {
    const own = this.#membership.rank === root ? attempt(() => encodeValue(value)) : undefined;
    const length = Float64Array.of(own?.length((bytes) => bytes.length) ?? 0);
    await this.bcastMemory(length, root);
    const bytes = own?.unwrap() ?? new Uint8Array(expectEncoded(length[0] as number, root));
    await this.bcastMemory(bytes, root);
    return own === undefined ? (decodeValue(bytes) as T) : (value as T);
  }

  async bcastMemory(memory: Memory, root: number): Promise<void> {
    const { calls, abi } = this.#native;
    const { byte } = abi.datatypes;
    const { handle } = this.#membership;
    for (const [from, length] of piecesOf(memory.byteLength)) {
      await this.#run('Ibcast', [memory], ([at], slot) => calls.Ibcast(at + from, length, byte, root, handle, slot));
    }
  }

  async gather<T>(value: T, root: number): Promise<T[] | undefined> {
    const { calls, abi } = this.#native;
    const { handle, rank } = this.#membership;
    const { bytes, lengths } = await this.#exchangeLengths(value);
    const layout = layoutOf('gather', lengths);
    const all = rank === root ? new Uint8Array(totalOf(lengths)) : NOTHING;
    const { byte } = abi.datatypes;
    const memory = [bytes, all, layout.counts, layout.displacements] as const;
    await this.#run('Igatherv', memory, ([from, to, counts, displacements], slot) =>
      calls.Igatherv(from, bytes.length, byte, to, counts, displacements, byte, root, handle, slot),
    );
    return rank === root ? (decodeAll(all, layout) as T[]) : undefined;
  }

  async allgather<T>(value: T): Promise<T[]> {
    const { calls, abi } = this.#native;
    const { handle } = this.#membership;
    const { bytes, lengths } = await this.#exchangeLengths(value);
    const layout = layoutOf('allgather', lengths);
    const all = new Uint8Array(totalOf(lengths));
    const { byte } = abi.datatypes;
    const memory = [bytes, all, layout.counts, layout.displacements] as const;
    await this.#run('Iallgatherv', memory, ([from, to, counts, displacements], slot) =>
      calls.Iallgatherv(from, bytes.length, byte, to, counts, displacements, byte, handle, slot),
    );
    return decodeAll(all, layout) as T[];
  }

  async scatter<T>(values: readonly T[] | undefined, root: number): Promise<T> {
    const { calls, abi } = this.#native;
    const { handle, rank } = this.#membership;
    const { all, lengths } = await this.#announceLengths(values, root);
    const layout = layoutOf('scatter', lengths);
    const own = new Uint8Array(lengths[rank] as number);
    const { byte } = abi.datatypes;
    const memory = [all, own, layout.counts, layout.displacements] as const;
    await this.#run('Iscatterv', memory, ([from, to, counts, displacements], slot) =>
      calls.Iscatterv(from, counts, displacements, byte, to, own.length, byte, root, handle, slot),
    );
    return decodeValue(own) as T;
  }

  /** Does step 1 of `gather` and `allgather`: encodes the own value, and exchanges the lengths of all. */
  async #exchangeLengths(value: unknown): Promise<{ readonly bytes: Uint8Array; readonly lengths: Float64Array }> {
    const { calls, abi } = this.#native;
    const { double } = abi.datatypes;
    const { handle, size } = this.#membership;
    const own = attempt(() => encodeValue(value));
    const length = Float64Array.of(own.length((bytes) => bytes.length));
    const lengths = new Float64Array(size);
    await this.#run('Iallgather', [length, lengths], ([from, to], slot) =>
      calls.Iallgather(from, 1, double, to, 1, double, handle, slot),
    );
    const bytes = own.unwrap();
    lengths.forEach(expectEncoded);
    return { bytes, lengths };
  }

  /** Does step 1 of `scatter`: encodes all values on the root, and sends their lengths to all ranks. */
  async #announceLengths(
    values: readonly unknown[] | undefined,
    root: number,
  ): Promise<{ readonly all: Uint8Array; readonly lengths: Float64Array }> {
    const { rank, size } = this.#membership;
    const parts = rank === root ? attempt(() => encodeEach(values ?? [], size)) : undefined;
    const lengths = Float64Array.from({ length: size }, (_, i) => parts?.length((all) => all[i]?.length ?? 0) ?? 0);
    await this.bcastMemory(lengths, root);
    const all = parts === undefined ? NOTHING : Buffer.concat(parts.unwrap());
    for (const length of lengths) expectEncoded(length, root);
    return { all, lengths };
  }

  /** Runs a nonblocking call of MPI until it is complete; `start` gets the addresses of the memory, which stays referenced. */
  async #run<const M extends readonly Memory[]>(
    call: CallName,
    memory: M,
    start: (addresses: Addresses<M>, slot: number) => number,
  ): Promise<void> {
    const addresses = memory.map((view) => this.#native.address(view)) as unknown as Addresses<M>;
    await this.#transport.complete(call, (slot) => start(addresses, slot), memory).wait();
  }
}

function encodeEach(values: readonly unknown[], size: number): readonly Uint8Array[] {
  if (values.length === size) return values.map(encodeValue);
  throw new RangeError(`Expected \`values\` to be one for each of the ${size} ranks, got ${values.length}`);
}
