import { type BatchResults, PointFailure, type Points } from '@epsie/core';
import { describe, rangeError, typeError } from '@epsie/core/checks';
import { writeNumber } from '../protocol/json.ts';
import { type Fleet, NoServer, type Reply } from '../servers/fleet.ts';

/** Which numbers go to a server, and which return. */
export type Layout = {
  /** Names of the parameters of each input vector. */
  readonly inputs: readonly (readonly string[])[];
  /** Names of the numbers of the output, vector after vector. */
  readonly output: readonly string[];
};

/** Evaluates the points of a batch: all at once, as far as the servers take them. */
export async function evaluatePoints(
  fleet: Fleet,
  layout: Layout,
  points: Points<string>,
  out: BatchResults,
): Promise<void> {
  const controllers = Array.from(out.logLikelihood, () => new AbortController());
  const evaluations = controllers.map(async ({ signal }, index) => {
    try {
      const input = writeInput(layout, points, index);
      return readOutput(layout, await fleet.evaluate(input, signal), input);
    } catch (cause) {
      throw cause instanceof NoServer ? cause : new PointFailure(index, (cause as Error).message, { cause });
    }
  });
  try {
    writeResults(layout.output, await Promise.all(evaluations), out);
  } catch (error) {
    // Requests that wait, or are on their way, have no use any more.
    for (const controller of controllers) controller.abort();
    throw error;
  }
}

function writeInput({ inputs }: Layout, points: Points<string>, index: number): string {
  const vectors = inputs.map((names) => `[${names.map((name) => numberOf(points, name, index)).join()}]`);
  return `[${vectors.join()}]`;
}

function numberOf(points: Points<string>, name: string, index: number): string {
  const value = (points[name] as Float64Array)[index] as number;
  if (Number.isFinite(value)) return writeNumber(value);
  const reason = Number.isNaN(value) ? ': an UM-Bridge model has no inactive components' : '';
  throw rangeError(`Expected \`${name}\` to be a finite number, got ${value}${reason}`);
}

/** Returns the numbers of an output, or throws an error that names the server and the point. */
function readOutput({ output }: Layout, { url, output: vectors }: Reply, input: string): readonly number[] {
  const numbers = Array.isArray(vectors) ? (vectors.flat() as readonly unknown[]) : [];
  const fail = (expectation: string): never => {
    throw typeError(`Expected ${url} to return ${expectation}, got ${describe(vectors)} for the input ${input}`);
  };
  if (numbers.length !== output.length || !numbers.every((value) => typeof value === 'number'))
    fail(
      `output vectors with ${output.length === 1 ? 'one number' : `${output.length} numbers`} (${output.join(', ')})`,
    );
  const at = (name: string): number => numbers[output.indexOf(name)] as number;
  const logPrior = output.includes('logPrior') ? at('logPrior') : 0;
  if (!(logPrior < Number.POSITIVE_INFINITY)) fail('a number below +Infinity as logPrior');
  if (logPrior !== Number.NEGATIVE_INFINITY && !(at('logLikelihood') < Number.POSITIVE_INFINITY))
    fail('a number below +Infinity as logLikelihood');
  return numbers as readonly number[];
}

function writeResults(names: readonly string[], results: readonly (readonly number[])[], out: BatchResults): void {
  const blob: { [name: string]: Float64Array } = {};
  for (const [column, name] of names.entries()) {
    const isResult = name === 'logLikelihood' || name === 'logPrior';
    const array = isResult ? out[name] : new Float64Array(results.length);
    if (!isResult) blob[name] = array;
    for (const [i, numbers] of results.entries()) array[i] = numbers[column] as number;
  }
  if (Object.keys(blob).length > 0) out.blob = blob;
}
