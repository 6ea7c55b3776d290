import type { ExportReference } from '../data/export-reference.ts';
import { type ErrorData, errorFromData, summarise } from '../errors/error-data.ts';
import { typeError } from '../errors/wrong-use.ts';

/** Returns the name of a task for messages: its export and its module. */
export const nameOfTask = (task: ExportReference): string => `task \`${task.export}\` of ${task.module}`;

/**
 * Restores the error that a task threw in another process; the last line of its stack names the task and its worker.
 *
 * @param place name of the worker, such as `worker 3`
 */
export function taskFailure(error: ErrorData, place: string, task: ExportReference): Error {
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return errorFromData({ ...error, stack: `${stack}\n    in ${nameOfTask(task)}, on ${place}` });
}

/** Creates the error of an item that cannot be sent to a worker. */
export function itemFailure(cause: unknown, index: number, task: ExportReference): TypeError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return typeError(`Expected item ${index} of ${nameOfTask(task)} to be plain data, but it cannot be sent: ${why}`, {
    cause,
  });
}

/** Creates the error of a result that cannot be sent back. */
export function resultFailure(cause: unknown, task: ExportReference): TypeError {
  const why = cause instanceof Error ? cause.message : summarise(cause);
  return typeError(
    `Expected ${nameOfTask(task)} to return plain data (numbers, strings, booleans, bigints, typed arrays, arrays and ` +
      `objects of these), but its result cannot be sent: ${why}`,
    { cause },
  );
}

/** Returns error data that can always be sent: without the fields and causes, which may hold anything. */
export function bareError({ name, message, stack }: ErrorData): ErrorData {
  return { name, message, ...(stack === undefined ? {} : { stack }) };
}

/**
 * Checks that another process can find a task by name.
 *
 * @throws TypeError if the task has no module and export
 */
export function expectTask(task: ExportReference): void {
  if (typeof task?.module === 'string' && typeof task.export === 'string') return;
  throw typeError(
    'Expected `task` to come from defineTask(import.meta.url, exportName, fn): a plain function cannot be sent to another process',
  );
}
