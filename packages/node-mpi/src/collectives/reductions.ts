import type { DatatypeName } from '../base/names.ts';
import type { Operation } from '../library/abi.ts';
import type { CallName } from '../library/calls.ts';
import type { Native } from '../library/native.ts';
import { limits, piecesOf } from '../messages/limits.ts';
import type { Transport } from '../messages/transport.ts';
import { datatypeOf, type TypedArray } from '../values/array-types.ts';
import { flipSigns, SIGNED } from '../workarounds/unsigned-min-max.ts';
import type { Membership } from './layout.ts';

/** Starts the reduction of a piece: addresses of input and output, number of elements, datatype, address of the request. */
type Start = (input: number, output: number, length: number, type: number, slot: number) => number;

/** The reductions of one communicator, to be run one after the other. */
export class Reductions {
  readonly #native: Native;
  readonly #transport: Transport;
  readonly #membership: Membership;

  constructor(native: Native, transport: Transport, membership: Membership) {
    this.#native = native;
    this.#transport = transport;
    this.#membership = membership;
  }

  async reduce<A extends TypedArray>(values: A, operation: Operation, root: number): Promise<A | undefined> {
    const { calls, abi } = this.#native;
    const { handle, rank } = this.#membership;
    const op = abi.operations[operation];
    const result = await this.#reduce('Ireduce', values, operation, (input, output, length, type, slot) =>
      calls.Ireduce(input, output, length, type, op, root, handle, slot),
    );
    return rank === root ? result : undefined;
  }

  async allreduce<A extends TypedArray>(values: A, operation: Operation): Promise<A> {
    const { calls, abi } = this.#native;
    const { handle } = this.#membership;
    const op = abi.operations[operation];
    return await this.#reduce('Iallreduce', values, operation, (input, output, length, type, slot) =>
      calls.Iallreduce(input, output, length, type, op, handle, slot),
    );
  }

  async #reduce<A extends TypedArray>(call: CallName, values: A, operation: Operation, start: Start): Promise<A> {
    const type = datatypeOf(values) as DatatypeName;
    const signed = operation === 'min' || operation === 'max' ? SIGNED[type] : undefined;
    const operands = signed === undefined ? values : copyOf(values);
    if (signed !== undefined) flipSigns(operands);
    const result = copyOf(operands);
    await this.#reducePieces(call, operands, result, signed ?? type, start);
    if (signed !== undefined) flipSigns(result);
    return result;
  }

  async #reducePieces(call: CallName, operands: TypedArray, result: TypedArray, type: DatatypeName, start: Start) {
    const datatype = this.#native.abi.datatypes[type];
    const size = operands.BYTES_PER_ELEMENT;
    const input = this.#native.address(operands);
    const output = this.#native.address(result);
    for (const [from, length] of piecesOf(operands.length, Math.max(1, Math.floor(limits.chunk / size)))) {
      const begin = (slot: number) => start(input + from * size, output + from * size, length, datatype, slot);
      await this.#transport.complete(call, begin, [operands, result]).wait();
    }
  }
}

// `slice` of a Buffer does not copy, that of typed arrays does.
const copyOf = <A extends TypedArray>(array: A): A => Uint8Array.prototype.slice.call(array) as unknown as A;
