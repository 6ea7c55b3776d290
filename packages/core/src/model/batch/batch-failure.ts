import { quoted } from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import { summarise } from '../../errors/error-data.ts';
import { ModelFailure } from '../evaluate.ts';
import type { BatchResults } from '../model.ts';
import type { BatchCall } from './batch-call.ts';
import type { BatchPoint } from './batch-point.ts';
import { isPointFailure } from './point-failure.ts';

type Points = readonly BatchPoint[];

/** Returns the failure of a batch model that threw, and the index of the point that it concerns: the first one for most errors. */
export function batchFailure(
  call: BatchCall,
  points: Points,
  cause: unknown,
): { index: number; failure: ModelFailure } {
  if (cause instanceof ModelFailure) return { index: 0, failure: cause };
  if (!isPointFailure(cause))
    return { index: 0, failure: failureAt(points, 0, `${threw(points)}: ${summarise(cause)}`, cause) };
  const { index, message } = cause;
  if (Number.isInteger(index) && index >= 0 && index < points.length)
    return { index, failure: failureAt(points, index, `The model threw: ${message}`, cause) };
  const expectation = `Expected the index of a \`PointFailure\` to be an integer from 0 to ${points.length - 1}`;
  const text = `${expectation}, the last point of the batch given to \`${call.name}\`, got ${index}: ${message}`;
  return { index: 0, failure: failureAt(points, 0, text, cause) };
}

const threw = ({ length }: Points): string =>
  length === 1 ? 'The model threw' : `The model threw for a batch of ${length} points, of which this is the first`;

/** Returns the failure of a batch model that returned something instead of writing it. */
export function returnFailure({ name }: BatchCall, points: Points, returned: unknown): ModelFailure {
  const message = `Expected \`${name}\` to write its results to its second argument and to return nothing or a Promise, got ${describe(returned)}`;
  return new ModelFailure(message, (points[0] as BatchPoint).position, returned);
}

/** Returns the failure of a batch model at a point where a result is NaN or +Infinity. */
export function pointFailure(call: BatchCall, points: Points, index: number, out: BatchResults): ModelFailure {
  const logLikelihood = out.logLikelihood[index] as number;
  const declared = call.prior !== undefined;
  const logPrior = declared ? (points[index] as BatchPoint).logPrior : (out.logPrior[index] as number);
  const wrong = logPrior < Number.POSITIVE_INFINITY ? 'logLikelihood' : 'logPrior';
  const expectation = `Expected \`${call.name}\` to write a number below +Infinity to \`out.${wrong}[${index}]\``;
  const got = wrong === 'logPrior' ? logPrior : logLikelihood;
  const advice = out[wrong].every(Number.isNaN) ? unwritten(wrong) : '';
  const evaluation = { logLikelihood, logPrior };
  return new ModelFailure(`${expectation}, got ${got}${advice}`, (points[index] as BatchPoint).position, evaluation);
}

const unwritten = (name: 'logLikelihood' | 'logPrior'): string =>
  name === 'logPrior'
    ? ', as at all points. Write the log of the prior density at every point: `out.logPrior[i] = …`'
    : ', as at all points. Write one number per point: `out.logLikelihood[i] = …`';

/**
 * Returns the failure of a batch model whose blob is not an object of arrays with one number per point, or has other names than before.
 *
 * @param names those of the batches before, if there were any
 */
export function blobFailure(
  call: BatchCall,
  points: Points,
  blob: unknown,
  names: readonly string[] | undefined,
): ModelFailure | undefined {
  const problem = blobProblem(blob, points.length) ?? nameProblem(Object.keys(blob as object), names);
  if (problem === undefined) return undefined;
  const message = `Expected \`${call.name}\` to assign ${problem}`;
  return new ModelFailure(message, (points[0] as BatchPoint).position, undefined);
}

function blobProblem(blob: unknown, count: number): string | undefined {
  if (typeof blob !== 'object' || blob === null || Array.isArray(blob) || ArrayBuffer.isView(blob))
    return `an object of arrays to \`out.blob\`, one array per name, got ${describe(blob)}`;
  for (const [name, array] of Object.entries(blob)) {
    if (isArray(array) && array.length === count && array.every((value) => typeof value === 'number')) continue;
    const got = isArray(array) && array.length !== count ? `${array.length}` : describe(array);
    return `an array of ${count} ${count === 1 ? 'number' : 'numbers'} to \`out.blob.${name}\`, one per point, got ${got}`;
  }
  return undefined;
}

const isArray = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

function nameProblem(found: readonly string[], names: readonly string[] | undefined): string | undefined {
  if (names === undefined || (found.length === names.length && names.every((name) => found.includes(name))))
    return undefined;
  return `the same names to \`out.blob\` in every batch: ${quoted(names) || 'none'} before, got ${quoted(found) || 'none'}`;
}

function failureAt(points: Points, index: number, message: string, cause: unknown): ModelFailure {
  return new ModelFailure(message, (points[index] as BatchPoint).position, undefined, cause);
}
