import { expectInteger, expectOptions, typeError } from '@epsie/core/checks';
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
import { type BurnInTest, type Expression, earliest, parseExpression, testsIn } from './expression.ts';
import { longestTimes } from './longest-time.ts';
import { type ChainFacts, FIRST_DRAW } from './tests.ts';

/** Options of {@link burnIn} and {@link effectiveSamples}. */
export type BurnInOptions = {
  /**
   * Test, or expression of tests with `&`, `|` and parentheses. Default `'maxPosterior & nacl'`.
   * `maxPosterior`: the first draw with a log posterior within d/2 of the largest one of all chains, with d parameters;
   * `posteriorStep`: after the last change of the log posterior by d/2 or more; `halfChain`: the second half;
   * `nacl`: the second half, if half of the chain is longer than five of its autocorrelation times; `minIterations`: the draws after
   * that number of iterations.
   */
  readonly test?: string;
  /** Iterations of the test `minIterations`. Default 0. */
  readonly minIterations?: number;
};

/** Burn-in of each chain. */
export type BurnIn = {
  /** Iterations of each chain to leave out, as in the option `burnIn` of `draws`; Infinity for a chain that is still in its burn-in. */
  readonly iterations: readonly number[];
  /** The same by each test in the expression. */
  readonly byTest: { readonly [T in BurnInTest]?: readonly number[] };
  /** Largest number of iterations of the chains that are past their burn-in; Infinity if there are no such chains. */
  readonly longest: number;
};

/**
 * Returns the burn-in of each chain at the coldest temperature, with the tests of PyCBC (`pycbc.inference.burn_in`).
 *
 * @param source a sampler or its `history`; or a run on disk, which returns a promise
 * @throws TypeError or RangeError for an expression that is not one of tests, TypeError unless log prior and log likelihood are recorded
 */
export function burnIn(source: MemorySource, options?: BurnInOptions): BurnIn;
export function burnIn(source: DiskSource, options?: BurnInOptions): Promise<BurnIn>;
export function burnIn(source: Source, options?: BurnInOptions): BurnIn | Promise<BurnIn>;
export function burnIn(source: Source, options: BurnInOptions = {}): BurnIn | Promise<BurnIn> {
  const plan = resolve('burnIn', options);
  const reading = expectSource(source);
  return settle(burnInSteps(reading, plan, reading.draws.length));
}

/** A resolved {@link BurnInOptions}. */
export type BurnInPlan = { readonly expression: Expression; readonly minIterations: number };

/** Checks options. Returns them complete. */
export function resolve(owner: string, options: BurnInOptions): BurnInPlan {
  expectOptions(owner, options, ['test', 'minIterations']);
  const { test = 'maxPosterior & nacl', minIterations = 0 } = options;
  return { expression: parseExpression(test), minIterations: expectInteger('minIterations', minIterations, 0) };
}

/** Runs {@link burnIn}. */
export function* burnInSteps(reading: Reading, plan: BurnInPlan, length: number): Steps<BurnIn> {
  const { expression } = plan;
  const tests = [...new Set(testsIn(expression))];
  const half = Array.from({ length: reading.draws.chains }, () => Math.floor(length / 2));
  const times = tests.includes('nacl') ? yield* longestTimes(reading, parametersOf(reading), half, length) : [];
  const facts = yield* factsOf(reading, plan, length, times);
  const firstDraws = (first: (chain: ChainFacts) => number): number[] =>
    facts.map((chain) => (length === 0 ? Number.POSITIVE_INFINITY : iterationsBefore(reading, first(chain))));
  const iterations = firstDraws((chain) => firstDrawOf(chain, expression));
  const past = iterations.filter(Number.isFinite);
  return {
    iterations,
    byTest: Object.fromEntries(tests.map((test) => [test, firstDraws(FIRST_DRAW[test])])),
    longest: past.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...past),
  };
}

/** Returns the first draw of a chain after burn-in; Infinity for one that is still in it. */
export const firstDrawOf = (chain: ChainFacts, expression: Expression): number =>
  earliest(expression, (test) => FIRST_DRAW[test](chain));

/**
 * Reads the facts about each chain that burn-in follows from.
 *
 * @param times autocorrelation times of the second halves of the chains, if a test needs them
 */
export function* factsOf(
  reading: Reading,
  { minIterations }: BurnInPlan,
  length: number,
  times: readonly number[],
): Steps<readonly ChainFacts[]> {
  const { draws } = reading;
  const posteriors = yield* logPosteriors(reading, length);
  const best = posteriors.reduce(
    (most, chain) => chain.reduce((a, b) => Math.max(a, b), most),
    Number.NEGATIVE_INFINITY,
  );
  const firstAllowed = firstAfter({ length, iterationOf: (draw) => draws.iterationOfDraw(draw) }, minIterations);
  return posteriors.map((logPosterior, c) => ({
    logPosterior,
    best,
    dimensions: parametersOf(reading).length,
    firstAllowed,
    act: times[c] ?? Number.POSITIVE_INFINITY,
  }));
}

function* logPosteriors({ draws }: Reading, length: number): Steps<readonly Float64Array[]> {
  const missing = ['logPrior', 'logLikelihood'].find((name) => !draws.variables.some((one) => one.name === name));
  if (missing !== undefined)
    throw typeError(
      `Expected \`source\` to have draws of \`logPrior\` and \`logLikelihood\`, from which burn-in follows, got no \`${missing}\`. Record runs with both in \`stats\``,
    );
  const posteriors: Float64Array[] = [];
  for (let chain = 0; chain < draws.chains; chain++) {
    const prior = yield draws.draws('logPrior', { chain, to: length });
    const likelihood = yield draws.draws('logLikelihood', { chain, to: length });
    posteriors.push(likelihood.map((x, i) => x + (prior[i] as number)));
  }
  return posteriors;
}

const iterationsBefore = ({ draws }: Reading, draw: number): number =>
  draw === 0 || draw === Number.POSITIVE_INFINITY ? draw : draws.iterationOfDraw(draw) - 1;
