import { expectMemory } from '../base/arguments.ts';
import { Collectives } from '../collectives/collectives.ts';
import { operandsOf } from '../collectives/operands.ts';
import { Reductions } from '../collectives/reductions.ts';
import type { Operation } from '../library/abi.ts';
import type { Memory } from '../library/calls.ts';
import type { TypedArray } from '../values/array-types.ts';
import type { CommunicatorContext } from './context.ts';
import { PointToPointCommunicator } from './point-to-point.ts';

/** The part of a communicator that all ranks call together. */
export abstract class CollectiveCommunicator extends PointToPointCommunicator {
  readonly #context: CommunicatorContext;
  readonly #collectives: Collectives;
  readonly #reductions: Reductions;

  /** @internal */
  constructor(context: CommunicatorContext) {
    super(context);
    const { mpi, transport, channels, rank, size } = context;
    this.#context = context;
    this.#collectives = new Collectives(mpi.native, transport, { handle: channels.main, rank, size });
    this.#reductions = new Reductions(mpi.native, transport, { handle: channels.main, rank, size });
  }

  /** Resolves when all ranks have called it. */
  barrier(): Promise<void> {
    return this.#context.runInOrder(() => this.#collectives.barrier());
  }

  /**
   * Sends the root's value to all ranks.
   *
   * @param value the value on the root; ignored on the others
   */
  bcast<T>(value: T | undefined, root = 0): Promise<T> {
    this.#context.expectRank('root', root);
    return this.#context.runInOrder(() => this.#collectives.bcast<T>(value, root));
  }

  /** Copies the root's memory into that of all ranks, which must be of the same length. */
  bcastBuffer(memory: Memory, root = 0): Promise<void> {
    expectMemory('memory', memory);
    this.#context.expectRank('root', root);
    return this.#context.runInOrder(() => this.#collectives.bcastMemory(memory, root));
  }

  /** Collects the values of all ranks on the root, by rank; their sizes may differ. Undefined on the others. */
  gather<T>(value: T, root = 0): Promise<T[] | undefined> {
    this.#context.expectRank('root', root);
    return this.#context.runInOrder(() => this.#collectives.gather(value, root));
  }

  /** Collects the values of all ranks on every rank, by rank; their sizes may differ. */
  allgather<T>(value: T): Promise<T[]> {
    return this.#context.runInOrder(() => this.#collectives.allgather(value));
  }

  /**
   * Sends each rank one of the root's values; their sizes may differ.
   *
   * @param values one for each rank on the root, undefined on the others
   */
  scatter<T>(values: readonly T[] | undefined, root = 0): Promise<T> {
    this.#context.expectRank('root', root);
    return this.#context.runInOrder(() => this.#collectives.scatter(values, root));
  }

  /** Combines the numbers of all ranks on the root. Undefined on the others. */
  reduce(value: number, operation: Operation, root?: number): Promise<number | undefined>;
  /** Combines the arrays of all ranks, element by element, on the root. Undefined on the others. */
  reduce<A extends TypedArray>(values: A, operation: Operation, root?: number): Promise<A | undefined>;
  async reduce(values: number | TypedArray, operation: Operation, root = 0): Promise<unknown> {
    this.#context.expectRank('root', root);
    const array = operandsOf(values, operation);
    const result = await this.#context.runInOrder(() => this.#reductions.reduce(array, operation, root));
    return typeof values === 'number' ? result?.[0] : result;
  }

  /** Combines the numbers of all ranks on every rank. */
  allreduce(value: number, operation: Operation): Promise<number>;
  /** Combines the arrays of all ranks, element by element, on every rank. */
  allreduce<A extends TypedArray>(values: A, operation: Operation): Promise<A>;
  async allreduce(values: number | TypedArray, operation: Operation): Promise<unknown> {
    const array = operandsOf(values, operation);
    const result = await this.#context.runInOrder(() => this.#reductions.allreduce(array, operation));
    return typeof values === 'number' ? result[0] : result;
  }
}
