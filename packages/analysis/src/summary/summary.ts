import { expected, expectInteger, expectOptions, typeError } from '@epsie/core/checks';
import type { BurnIn } from '../burn-in/burn-in.ts';
import { expectProbability } from '../checks/arguments.ts';
import { Workspace } from '../draws/workspace.ts';
import { kindsOf } from '../sources/kinds.ts';
import { readMatrix } from '../sources/read.ts';
import { type Steps, settle } from '../sources/settle.ts';
import {
  type DiskSource,
  expectSource,
  type MemorySource,
  parametersOf,
  type Reading,
  type Source,
} from '../sources/source.ts';
import { type Included, includedAfter } from './included.ts';
import { rowOf, type SummaryRow } from './row.ts';
import { Summary } from './table.ts';
import { summarizeWeighted } from './weighted.ts';

/** Options of {@link summary}. */
export type SummaryOptions = {
  /** Parameters to summarize. Default: all. */
  readonly parameters?: string | readonly string[];
  /**
   * Leaves out what was recorded up to this iteration; or the result of {@link burnIn}: up to the longest burn-in of the chains that are past
   * theirs, so that they are equally long, and leaves out the other chains. Default 0.
   */
  readonly burnIn?: number | Pick<BurnIn, 'iterations'>;
  /** Takes the first draw and then every n-th. Default 1. */
  readonly thin?: number;
  /** Probability of the intervals. Default 0.94. */
  readonly probability?: number;
  /** Re-weights the draws of all temperatures to the posterior, as {@link posteriorWeights} does. Default: draws of the coldest alone. */
  readonly temperatures?: 'all';
};

/**
 * Returns mean, standard deviation, median, highest-density interval, Monte Carlo standard error, effective sample sizes and R̂ of each
 * parameter at the coldest temperature. Angles get circular statistics, integers a median that was drawn, and parameters that are not
 * always active the statistics of the draws in which they are: from what the proposals declare. One parameter is read at a time.
 *
 * With `temperatures: 'all'` every number but R̂ is that of the weighted draws of all temperatures. Their standard errors are by the jackknife over
 * chains, and effective sample sizes the numbers of independent draws with the same errors, in the mean and in the tails.
 *
 * @param source a sampler or its `history`; or a run on disk, which returns a promise
 * @throws TypeError or RangeError for a parameter or a range that is not recorded
 *
 * @example
 * ```ts
 * import { MetropolisHastingsSampler } from '@epsie/core';
 * import { summary } from '@epsie/analysis';
 *
 * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
 * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 4, seed: 1 });
 * await sampler.start({ x: [-1, 0, 1, 2] });
 * await sampler.run(2000);
 * console.log(String(summary(sampler, { burnIn: 1000 })));
 * ```
 */
export function summary(source: MemorySource, options?: SummaryOptions): Summary;
export function summary(source: DiskSource, options?: SummaryOptions): Promise<Summary>;
export function summary(source: Source, options?: SummaryOptions): Summary | Promise<Summary>;
export function summary(source: Source, options: SummaryOptions = {}): Summary | Promise<Summary> {
  expectOptions('summary', options, ['parameters', 'burnIn', 'thin', 'probability', 'temperatures']);
  const reading = expectSource(source);
  const { burnIn = 0, thin = 1, probability = 0.94 } = options;
  const range = { ...includedAfter(burnIn, reading.draws.chains), thin: expectInteger('thin', thin, 1) };
  const names = namesOf(reading, options.parameters);
  const steps = areAll(options.temperatures) ? summarizeWeighted : summarize;
  return settle(steps(reading, names, range, expectProbability('probability', probability)));
}

function areAll(temperatures: unknown): boolean {
  if (temperatures === undefined || temperatures === 'all') return temperatures === 'all';
  throw typeError(`${expected('temperatures', "'all'", temperatures)}. Leave it out for the coldest one`);
}

function* summarize(
  reading: Reading,
  names: readonly string[],
  range: Included & { readonly thin: number },
  probability: number,
): Steps<Summary> {
  const { length } = reading.draws;
  const { leftOut, ...taken } = range;
  const [kinds, workspace] = [kindsOf(reading.configuration), new Workspace()];
  const rows: SummaryRow[] = [];
  let draws = 0;
  for (const name of names) {
    const matrix = yield* readMatrix(reading, name, taken, length, workspace);
    draws = matrix.length;
    rows.push(rowOf(name, matrix, kinds.get(name) ?? { kind: 'real' }, { probability, workspace }));
  }
  return new Summary(rows, { chains: taken.chains.length, leftOut, draws, probability });
}

function namesOf(reading: Reading, wanted: string | readonly string[] | undefined): readonly string[] {
  const known = parametersOf(reading);
  if (wanted === undefined) return known;
  const names = typeof wanted === 'string' ? [wanted] : wanted;
  if (!Array.isArray(names)) throw typeError(expected('parameters', 'a name or an array of names', wanted));
  const wrong = (names as readonly string[]).find((name) => !known.includes(name));
  if (wrong === undefined) return names;
  throw typeError(expected('parameters', `names among ${known.map((name) => `\`${name}\``).join(', ')}`, wrong));
}
