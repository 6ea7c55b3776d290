import type { ExportReference } from '../data/export-reference.ts';
import { typeError } from '../errors/wrong-use.ts';
import { importExport } from '../platform/host.ts';

/** Means by which a pool can abort or pause a running task. */
export type TaskContext = {
  /** Fires when the result is no longer wanted. A long task checks it regularly, and returns or throws early. */
  readonly signal?: {
    /** Whether the result is no longer wanted. */
    readonly aborted: boolean;
  };
  /**
   * Yields to the event loop if the task shares it with the caller. A long task awaits it about every 50 ms, so that timers, signals
   * and messages are handled.
   */
  readonly pause?: () => Promise<void>;
};

/** A function that other processes can import by module and export, made by {@link defineTask}. */
export type Task<I, O> = ((item: I, context?: TaskContext) => O | Promise<O>) & ExportReference;

/**
 * Makes a task from a function, by the module and the export that define it, so that a {@link Pool} can run it in any
 * process. Items and results are plain data: numbers, strings, booleans, bigints, typed arrays, arrays and objects of these.
 *
 * @param url `import.meta.url` of the module
 * @param exportName name under which the module exports the task
 * @param fn the work; it may be repeated, so it must not depend on earlier calls
 *
 * @example
 * ```ts
 * import { defineTask, SerialPool } from '@epsie/core';
 *
 * export const square = defineTask(import.meta.url, 'square', (x: number) => x * x);
 * console.log(await new SerialPool().map(square, [1, 2, 3])); // [1, 4, 9]
 * ```
 */
export function defineTask<I, O>(
  url: string,
  exportName: string,
  fn: (item: I, context?: TaskContext) => O | Promise<O>,
): Task<I, O> {
  return Object.assign((item: I, context?: TaskContext) => fn(item, context), { module: url, export: exportName });
}

/**
 * Runs a task by its reference; a pool calls this in the other process. The module is imported once per process.
 *
 * @param reference module and export of the task
 * @param item the task's argument
 * @param context signal and pause of the pool
 * @throws TypeError if the module has no such export, and whatever the import or the task throws
 */
export async function runTask(reference: ExportReference, item: unknown, context?: TaskContext): Promise<unknown> {
  const task = await importExport(reference);
  if (typeof task !== 'function') {
    throw typeError(`Expected export \`${reference.export}\` of ${reference.module} to be a task, got ${typeof task}`);
  }
  return await (task as Task<unknown, unknown>)(item, context);
}

const transfers = new WeakMap<object, readonly ArrayBuffer[]>();

/**
 * Marks buffers inside a task's result for transfer: a pool that can move memory (worker threads) moves them instead of
 * copying; others ignore the mark. The task must not use them afterwards.
 *
 * @param result the object that the task is about to return
 * @param buffers the buffers of its typed arrays
 * @returns the result itself
 */
export function withTransfer<R extends object>(result: R, buffers: readonly ArrayBuffer[]): R {
  transfers.set(result, buffers);
  return result;
}

/** Returns the buffers that {@link withTransfer} marked in a result; empty for any other value. */
export function transferList(result: unknown): readonly ArrayBuffer[] {
  return (typeof result === 'object' && result !== null && transfers.get(result)) || [];
}
