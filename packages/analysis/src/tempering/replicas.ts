import { expectInteger, expectOptions, rangeError } from '@epsie/core/checks';
import { firstAfter } from '@epsie/core/history';
import { type Steps, settle } from '../sources/settle.ts';
import {
  expectBurnIn,
  expectTempered,
  type TemperedDisk,
  type TemperedMemory,
  type TemperedOptions,
  type TemperedReading,
} from '../sources/tempered-source.ts';
import { followStates, isThinned, readSwapIndex } from './index-process.ts';

/** Travels of the replicas of a chain through its ladder. */
export type IndexProcess = {
  /** `levels[replica][sweep]`: the level after a sweep, 0 for the coldest. A replica is named by its level before the first of the sweeps. */
  readonly levels: readonly Int32Array[];
  /** Iteration of each sweep. */
  readonly iterations: Float64Array;
};

/** Options of {@link indexProcess}. */
export type IndexProcessOptions = TemperedOptions & {
  /** Index of the chain. Default 0. */
  readonly chain?: number;
};

/**
 * Returns the level of every replica of a tempered chain after each sweep of swaps, or the promise of it for a run on disk: the index process
 * (Syed et al. 2022, JRSSB 84, 321). A replica is a state that swaps carry through the ladder.
 *
 * @throws RangeError if there is no such chain, if no sweep is recorded after burn-in, or if the recorded sweeps are thinned
 *
 * @example
 * ```ts
 * import { indexProcess } from '@epsie/analysis';
 * import { betaLadder, ParallelTemperedSampler } from '@epsie/core';
 * import { normal } from '@epsie/priors';
 *
 * const sampler = new ParallelTemperedSampler({
 *   model: { prior: { x: normal(0, 4) }, logLikelihood: ({ x }) => -0.5 * x * x },
 *   chains: 4,
 *   betas: betaLadder(5, 50, { prior: true }),
 *   seed: 1,
 * });
 * await sampler.start();
 * await sampler.run(100);
 * const { levels, iterations } = indexProcess(sampler, { chain: 2 });
 * console.log(levels.length, levels[0], iterations); // 5 replicas; the travels of the one that began at β = 1
 * ```
 */
export function indexProcess(source: TemperedMemory, options?: IndexProcessOptions): IndexProcess;
export function indexProcess(source: TemperedDisk, options?: IndexProcessOptions): Promise<IndexProcess>;
export function indexProcess(
  source: TemperedMemory | TemperedDisk,
  options: IndexProcessOptions = {},
): IndexProcess | Promise<IndexProcess> {
  expectOptions('indexProcess', options, ['burnIn', 'chain'], '{ chain: 0 }');
  const reading = expectTempered(source);
  const { chains } = reading.draws;
  const chain = expectInteger('chain', options.chain ?? 0, 0);
  if (chain >= chains) throw rangeError(`Expected \`chain\` to be an integer from 0 to ${chains - 1}, got ${chain}`);
  return settle(follow(reading, chain, expectBurnIn(options.burnIn)));
}

function* follow(reading: TemperedReading, chain: number, burnIn: number): Steps<IndexProcess> {
  const { draws } = reading;
  if (isThinned(reading))
    throw rangeError(
      'Expected every sweep to be recorded, got thinned ones, through which no replica can be followed. Record the run with `thin: 1`',
    );
  const iterationOf = (row: number): number => draws.iterationOfSweep(row);
  const to = draws.sweeps;
  const from = firstAfter({ length: to, iterationOf }, burnIn);
  const length = to - from;
  if (!(length > 0))
    throw rangeError(
      `Expected \`source\` to have sweeps of swaps after iteration ${burnIn}, got none. Sample longer, and record runs with 'swaps' in \`stats\``,
    );
  const levels = Array.from({ length: draws.temperatures }, () => new Int32Array(length));
  followStates(yield* readSwapIndex(reading, chain, from, to), (states, sweep) => {
    for (const [level, replica] of states.entries()) (levels[replica] as Int32Array)[sweep] = level;
  });
  return { levels, iterations: Float64Array.from({ length }, (_, i) => iterationOf(from + i)) };
}
