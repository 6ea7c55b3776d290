import koffi from 'koffi';
import { MpiError } from '../mpi-error.ts';
import type { Abi } from './abi.ts';
import { bindCalls, type CallName, type Calls } from './calls.ts';
import type { OpenLibrary } from './open-library.ts';
import { Slots } from './slots.ts';

// Scratch memory in 32-bit words: two numbers that MPI writes, and a status of up to 32 bytes.
const FIRST = 0;
const SECOND = 1;
const STATUS = 4;

/** Where a message came from. */
export type Origin = { readonly source: number; readonly tag: number };

/** The MPI library with its constants, and a bit of memory that it writes its answers into. */
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

  constructor({ library, abi }: OpenLibrary) {
    this.abi = abi;
    this.calls = bindCalls(library, abi);
    const base = Number(koffi.address(this.#scratch));
    this.first = base + 4 * FIRST;
    this.second = base + 4 * SECOND;
    this.status = base + 4 * STATUS;
  }

  /** The number that the last call wrote at {@link Native.first}. */
  get firstValue(): number {
    return this.#scratch[FIRST] as number;
  }

  /** The number that the last call wrote at {@link Native.second}. */
  get secondValue(): number {
    return this.#scratch[SECOND] as number;
  }

  /** Source and tag in the status that the last call wrote. */
  get origin(): Origin {
    const { source, tag } = this.abi.status;
    return { source: this.#scratch[STATUS + source] as number, tag: this.#scratch[STATUS + tag] as number };
  }

  /** Bytes of the message in the status that the last call wrote; -1 if it is 2 GiB or more. */
  byteCount(): number {
    this.check('Get_count', this.calls.Get_count(this.status, this.abi.datatypes.byte, this.first));
    const count = this.firstValue;
    return count === this.abi.undefined ? -1 : count;
  }

  /**
   * Throws if a call failed.
   *
   * @param call the function, without `MPI_`
   * @param code what it gave
   */
  check(call: CallName, code: number): void {
    if (code !== 0) throw this.error(call, code);
  }

  /** The error behind an error code. */
  error(call: CallName, code: number): MpiError {
    const text = Buffer.alloc(1024);
    this.calls.Error_string(code, text, this.second);
    const message = text.toString('utf8', 0, this.secondValue).replace(/\0.*$/s, '').replaceAll('\n', ' ').trim();
    this.calls.Error_class(code, this.first);
    const name = this.abi.errorClasses[this.firstValue - 1] ?? `CLASS_${this.firstValue}`;
    return new MpiError(`MPI_ERR_${name}`, `MPI_${call} failed: ${message} (MPI_ERR_${name})`, { call: `MPI_${call}` });
  }
}
