import type { ExportReference } from '../data/export-reference.ts';
import { type ErrorData, errorToData } from '../errors/error-data.ts';
import { runTask, type TaskContext } from '../pool/task.ts';

/** An item to run in another process, as plain data. */
export type ItemRequest = ExportReference & {
  /** The task's argument. */
  readonly item: unknown;
};

/** The answer of a worker to an {@link ItemRequest}, as plain data: the result of the task, or its error and the name of the worker. */
export type ItemAnswer = { readonly result: unknown } | { readonly error: ErrorData; readonly worker: string };

/**
 * Runs the task of a request in a worker, and resolves with its result or its error; never rejects.
 *
 * @param worker name of the worker, such as `worker 3`, for the stack of the error
 * @param context signal and pause for the task
 */
export async function answerItem(request: ItemRequest, worker: string, context?: TaskContext): Promise<ItemAnswer> {
  try {
    return { result: await runTask(request, request.item, context) };
  } catch (thrown) {
    return { error: errorToData(thrown), worker };
  }
}
