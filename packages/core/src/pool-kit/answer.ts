import type { ExportReference } from '../data/export-reference.ts';
import { type ErrorData, errorToData } from '../errors/error-data.ts';
import { runTask, type TaskContext } from '../pool/task.ts';

/** An item to run in another process, as plain data. */
export type ItemRequest = ExportReference & {
  /** The task's argument. */
  readonly item: unknown;
};

/** The answer of a worker to an {@link ItemRequest}, as plain data. */
export type ItemAnswer =
  | {
      /** The value the task resolved with. */
      readonly result: unknown;
    }
  | {
      /** The error the task was rejected with. */
      readonly error: ErrorData;
      /** Name of the worker. */
      readonly worker: string;
    };

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
