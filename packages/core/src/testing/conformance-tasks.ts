// The tasks of the conformance checks. They are exported, so that a pool finds them by name in any process.

import { createError } from '../errors/epsie-error.ts';
import { defineTask, runTask, type Task, withTransfer } from '../pool/task.ts';
import { sleep } from './timers.ts';

const url: string = import.meta.url;

/** Returns twice the item. */
export const double: Task<number, number> = defineTask(url, 'double', (x: number) => 2 * x);

/** Returns the item, after a while. */
export const late: Task<{ value: number; milliseconds: number }, number> = defineTask(
  url,
  'late',
  async ({ value, milliseconds }: { value: number; milliseconds: number }) => {
    await sleep(milliseconds);
    return value;
  },
);

/** Returns the item as it came. */
export const echo: Task<unknown, unknown> = defineTask(url, 'echo', (item: unknown) => item);

/** Returns running totals in a new array, which is transferred. */
export const cumulate: Task<Float64Array, Float64Array> = defineTask(url, 'cumulate', (values: Float64Array) => {
  let total = 0;
  const totals = values.map((value) => {
    total += value;
    return total;
  });
  return withTransfer(totals, [totals.buffer]);
});

/** Fails for the item 'bad'. */
export const failForBad: Task<string, string> = defineTask(url, 'failForBad', (item: string) => {
  if (item === 'bad') throw new RangeError('this item is bad');
  return item;
});

/** Throws undefined. */
export const throwUndefined: Task<unknown, never> = defineTask(url, 'throwUndefined', () => {
  throw undefined;
});

/** Throws a value that structured clone refuses. */
export const throwFunction: Task<unknown, never> = defineTask(url, 'throwFunction', () => {
  throw Object.assign(new Error('with a function inside'), { inside: () => 1 });
});

/** Fails with an error of this package. */
export const failWithCode: Task<number, never> = defineTask(url, 'failWithCode', (x: number) => {
  const fields = { chain: 3, temperature: 0, iteration: 12, position: { x } };
  throw createError('MODEL_FAILED', `The model returned NaN at x = ${x}`, fields);
});

/** Takes some milliseconds, or less when it is aborted. */
export const pause: Task<number, number> = defineTask(url, 'pause', async (milliseconds: number, context) => {
  for (let spent = 0; spent < milliseconds && context?.signal?.aborted !== true; spent += 10) await sleep(10);
  return milliseconds;
});

// A pool in this process calls the function itself, which has to fail in the same way.
const missing = { module: url, export: 'notExported' };
const unimportable = { module: url.replace(/[^/]*$/, 'no-such-module.js'), export: 'default' };

/** A task whose module does not export it. */
export const missingExport: Task<unknown, unknown> = defineTask(missing.module, missing.export, (item: unknown) =>
  runTask(missing, item),
);

/** A task whose module cannot be imported. */
export const missingModule: Task<unknown, unknown> = defineTask(
  unimportable.module,
  unimportable.export,
  (item: unknown) => runTask(unimportable, item),
);
