import koffi from 'koffi';
import { MpiError } from '../base/mpi-error.ts';
import type { Abi } from './abi.ts';
import { Addresses } from './addresses.ts';
import { bindCalls, type CallName, type Calls, type Memory } from './calls.ts';
import type { OpenLibrary } from './open-library.ts';
import { Slots } from './slots.ts';

// Scratch memory in 32-bit words: two numbers that MPI writes, and a status of up to 32 bytes.
const FIRST = 0;
const SECOND = 1;
const STATUS = 4;

/** The MPI library with its constants, and scratch memory for its results. */
export class Native {
  /** The functions. */
  readonly calls: Calls;
  /** The constants. */
  readonly abi: Abi;
  /** Memory for handles that MPI writes: requests, messages, communicators. */
  readonly slots: Slots = new Slots();
  /** Address of the first number of the scratch memory. */
  readonly first: number;
  /** Address of the second one. */
  readonly second: number;
  /** Address of the status. */
  readonly status: number;
  readonly #scratch = new Int32Array(new ArrayBuffer(256));
  readonly #status = this.#scratch.subarray(STATUS);
  readonly #addresses = new Addresses();

  constructor({ library, abi }: OpenLibrary) {
    this.abi = abi;
    this.calls = bindCalls(library, abi);
    const base = this.address(this.#scratch);
    this.first = base + 4 * FIRST;
    this.second = base + 4 * SECOND;
    this.status = base + 4 * STATUS;
  }

  /** Number that the last call wrote at {@link Native.first}. */
  get firstValue(): number {
    return this.#scratch[FIRST] as number;
  }

  /** Number that the last call wrote at {@link Native.second}. */
  get secondValue(): number {
    return this.#scratch[SECOND] as number;
  }

  /** Returns the address of memory, which the caller keeps referenced until MPI is done with it. */
  address(memory: Memory): number {
    return this.#addresses.of(memory);
  }

  /** Returns the {@link Native.address} of memory that is used for one message. */
  addressOnce(memory: Memory): number {
    return this.#addresses.ofOnce(memory);
  }

  /** Rank of the sender in the status that the last call wrote. */
  get source(): number {
    return this.#status[this.abi.status.source] as number;
  }

  /** Tag in the status that the last call wrote. */
  get tag(): number {
    return this.#status[this.abi.status.tag] as number;
  }

  /** Returns the length of the message in the status that the last call wrote. */
  byteCount(): number {
    const { byteCount } = this.abi.status;
    return byteCount === undefined ? this.#askByteCount() : byteCount(this.#status);
  }

  /**
   * Checks that a call succeeded.
   *
   * @param call the function, without `MPI_`
   * @param code the error code it returned
   * @throws MpiError if the code is not 0
   */
  check(call: CallName, code: number): void {
    if (code !== 0) throw this.error(call, code);
  }

  /** Returns an attribute of MPI_COMM_WORLD that is an integer. */
  attribute(key: number): number | undefined {
    const slot = this.slots.take();
    this.check('Comm_get_attr', this.calls.Comm_get_attr(this.abi.world, key, slot, this.first));
    const address = this.slots.read(slot, 'intptr_t');
    this.slots.give(slot);
    return this.firstValue === 0 ? undefined : (koffi.decode(address, 'int') as number);
  }

  /** Creates the error of an error code. */
  error(call: CallName, code: number): MpiError {
    const text = Buffer.alloc(1024);
    this.calls.Error_string(code, text, this.second);
    const message = text.toString('utf8', 0, this.secondValue).replace(/\0.*$/s, '').replaceAll('\n', ' ').trim();
    this.calls.Error_class(code, this.first);
    const name = this.abi.errorClasses[this.firstValue - 1] ?? `CLASS_${this.firstValue}`;
    return new MpiError(`MPI_ERR_${name}`, `MPI_${call} failed: ${message} (MPI_ERR_${name})`, { call: `MPI_${call}` });
  }

  // If the layout of the status is unknown, there are 32 bits at most; pieces of messages are not longer.
  #askByteCount(): number {
    this.check('Get_count', this.calls.Get_count(this.status, this.abi.datatypes.byte, this.first));
    return this.firstValue;
  }
}
