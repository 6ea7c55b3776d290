import type { ExportReference } from '../data/export-reference.ts';
import { type ErrorData, errorFromData, summarise } from '../errors/error-data.ts';
import { typeError } from '../errors/wrong-use.ts';

/** A task in words: its export and its module. */
export const nameOfTask = (task: ExportReference): string => `task \`${task.export}\` of ${task.module}`;

/**
 * What a task threw in another process, with a last line of its stack that says where it ran.
 *
 * @param place the worker in a few words, such as `worker 3`
 */
export function taskFailure(error: ErrorData, place: string, task: ExportReference): Error {
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return errorFromData({ ...error, stack: `${stack}\n    in ${nameOfTask(task)}, on ${place}` });
}

/** The error of an item that cannot be sent to a worker. */
export function itemFailure(cause: unknown, index: number, task: ExportReference): TypeError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return typeError(`Expected item ${index} of ${nameOfTask(task)} to be plain data, but it cannot be sent: ${why}`, {
    cause,
  });
}

/** The error of a result that cannot be sent back. */
export function resultFailure(cause: unknown, task: ExportReference): TypeError {
  const why = cause instanceof Error ? cause.message : summarise(cause);
  return typeError(
    `Expected ${nameOfTask(task)} to return plain data (numbers, strings, booleans, bigints, typed arrays, arrays and ` +
      `objects of these), but its result cannot be sent: ${why}`,
    { cause },
  );
}

/** An error as data that can be sent for certain: without its fields and causes, which may be anything. */
export function bareError({ name, message, stack }: ErrorData): ErrorData {
  return { name, message, ...(stack === undefined ? {} : { stack }) };
}

/**
 * Checks that a task can be found by name in another process.
 *
 * @throws TypeError if it cannot
 */
export function expectTask(task: ExportReference): void {
  if (typeof task?.module === 'string' && typeof task.export === 'string') return;
  throw typeError(
    'Expected `task` to be made by defineTask(import.meta.url, exportName, fn): a plain function cannot be sent to another process',
  );
}
