import { expectPositive } from '@epsie/core/checks';
import { firstAfter } from '@epsie/core/history';
import { type Steps, settle } from '../sources/settle.ts';
import {
  type DiskSource,
  expectSource,
  type MemorySource,
  parametersOf,
  type Reading,
  type Source,
} from '../sources/source.ts';
import { type BurnIn, type BurnInOptions, type BurnInPlan, burnInSteps, resolve } from './burn-in.ts';
import { hasEnough, WorstFirst } from './enough.ts';
import { hasAlternatives } from './expression.ts';
import { longestTimes } from './longest-time.ts';

/** Effective samples of chains after their burn-in. */
export type EffectiveSamples = {
  /** Number of effective samples of all chains. */
  readonly total: number;
  /** Number of effective samples of each chain: 0 for one in its burn-in, else at least 1. */
  readonly byChain: readonly number[];
  /** Autocorrelation time of each chain after burn-in, in draws. Infinity where a parameter never moves, NaN in burn-in. */
  readonly autocorrelationTimes: readonly number[];
  /** Burn-in of the chains. */
  readonly burnIn: BurnIn;
};

/** A function of draws that returns whether they have enough effective samples; of a run on disk a promise of that. */
export type EnoughSamples = (source: Source) => boolean | Promise<boolean>;

/**
 * Returns the number of effective samples as PyCBC counts them: of each chain that is past its burn-in, its draws since then divided by its
 * autocorrelation time, rounded down, at least 1. That time is the longest of all parameters and temperatures.
 *
 * Called with a number, returns a criterion for `run.sample` of @epsie/io: whether a source has that many of them. It reads no more parameters
 * than a no needs, often one.
 *
 * @param source a sampler or its `history`; or a run on disk, which returns a promise
 * @throws TypeError or RangeError for an expression that is not one of tests
 *
 * @example
 * ```ts
 * import { effectiveSamples } from '@epsie/analysis';
 * import { MetropolisHastingsSampler } from '@epsie/core';
 * import { Run } from '@epsie/io';
 *
 * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
 * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 4, seed: 1 });
 * const run = await Run.create('enough.run', sampler);
 * await sampler.start({ x: [-1, 0, 1, 2] });
 * await run.sample(sampler, { until: effectiveSamples(500), atMost: 100_000 });
 * console.log((await effectiveSamples(run)).total); // 500 or more
 * ```
 */
export function effectiveSamples(source: MemorySource, options?: BurnInOptions): EffectiveSamples;
export function effectiveSamples(source: DiskSource, options?: BurnInOptions): Promise<EffectiveSamples>;
export function effectiveSamples(source: Source, options?: BurnInOptions): EffectiveSamples | Promise<EffectiveSamples>;
export function effectiveSamples(atLeast: number, options?: BurnInOptions): EnoughSamples;
export function effectiveSamples(
  source: Source | number,
  options: BurnInOptions = {},
): EffectiveSamples | Promise<EffectiveSamples> | EnoughSamples {
  const plan = resolve('effectiveSamples', options);
  if (typeof source === 'number') return enough(expectPositive('atLeast', source), plan);
  return settle(count(expectSource(source), plan));
}

function enough(atLeast: number, plan: BurnInPlan): EnoughSamples {
  const order = new WorstFirst();
  return (source) => settle(answer(expectSource(source), atLeast, plan, order));
}

function* answer(reading: Reading, atLeast: number, plan: BurnInPlan, order: WorstFirst): Steps<boolean> {
  // The bound needs a burn-in that only becomes later with longer autocorrelation times.
  if (hasAlternatives(plan.expression)) return (yield* count(reading, plan)).total >= atLeast;
  return yield* hasEnough(reading, atLeast, plan, order);
}

function* count(reading: Reading, plan: BurnInPlan): Steps<EffectiveSamples> {
  const { draws } = reading;
  const { length } = draws;
  const burnIn = yield* burnInSteps(reading, plan, length);
  const rows = { length, iterationOf: (draw: number) => draws.iterationOfDraw(draw) };
  const first = burnIn.iterations.map((iterations) => firstAfter(rows, iterations));
  const times = yield* longestTimes(reading, parametersOf(reading), first, length);
  const byChain = first.map((from, c) =>
    from < length ? Math.max(1, Math.floor((length - from) / (times[c] as number))) : 0,
  );
  return {
    total: byChain.reduce((sum, n) => sum + n, 0),
    byChain,
    autocorrelationTimes: times.map((time, c) => ((first[c] as number) < length ? time : Number.NaN)),
    burnIn,
  };
}
