import { posteriorWeights, type SummaryRow, summary } from '@epsie/analysis';
import { betaLadder, normal, ParallelTemperedSampler, vousden } from '@epsie/core';
import { integers, periodic } from '@epsie/priors';
import test from 'ava';
import { solutionOf } from '#src/evidence/solution.js';
import { weightedRow } from '#src/summary/weighted-row.js';
import { weightingOf } from '#src/weights/weighting.js';
import { gaussian } from '../models/gaussian.js';
import { gaussianSampler, onDisk, transdimensionalSampler } from '../sources/samplers.js';

const EXACT_SD = Math.sqrt(16 / 17);
const BURN_IN = 50;
const ALL = { burnIn: BURN_IN, temperatures: 'all' } as const;

const rowOf = ({ rows }: { readonly rows: readonly SummaryRow[] }, i = 0): SummaryRow => rows[i] as SummaryRow;

async function gaussianRun(seed: number, chains = 8) {
  const proposals = [normal(['x0', 'x1'], { covariance: 2.5 })];
  const betas = betaLadder(5, 100, { prior: true });
  const sampler = new ParallelTemperedSampler({ model: gaussian(2), proposals, chains, betas, seed });
  await sampler.start();
  await sampler.run(300);
  return sampler;
}

type Run = Awaited<ReturnType<typeof gaussianRun>>;

const draws = ({ history, betas }: Run, name: string): Float64Array[][] =>
  Array.from(betas[0] as Float64Array, (_, temperature) => history.draws(name, { temperature, from: BURN_IN }));

const weighting = (run: Run, without = -1) =>
  weightingOf(
    solutionOf({
      betas: run.betas[0],
      logLikelihood: draws(run, 'logLikelihood').map((level) => level.filter((_, c) => c !== without)),
    }),
  );

const meanSquare = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x * x, 0) / xs.length;

test('mean and sd of short runs are more precise than those of the cold draws, by the errors that are reported', async (t) => {
  const errors: Record<'coldMean' | 'mean' | 'coldSd' | 'sd' | 'meanScore' | 'sdScore', number[]> = {
    coldMean: [],
    mean: [],
    coldSd: [],
    sd: [],
    meanScore: [],
    sdScore: [],
  };
  for (let seed = 1; seed <= 60; seed++) {
    const run = await gaussianRun(seed);
    const [cold, all] = [summary(run, { burnIn: BURN_IN }), summary(run, ALL)];
    for (const i of [0, 1]) {
      const row = rowOf(all, i);
      errors.coldMean.push(rowOf(cold, i).mean);
      errors.coldSd.push(rowOf(cold, i).sd - EXACT_SD);
      errors.mean.push(row.mean);
      errors.sd.push(row.sd - EXACT_SD);
      errors.meanScore.push(row.mean / row.mcseMean);
      errors.sdScore.push((row.sd - EXACT_SD) / row.mcseSd);
    }
  }
  t.true(meanSquare(errors.mean) < 0.8 * meanSquare(errors.coldMean));
  t.true(meanSquare(errors.sd) < 0.8 * meanSquare(errors.coldSd));
  // The square of Student's t with 7 degrees of freedom has mean 1.4 and sd 2.8: that of the mean of 120 is 0.26.
  for (const scores of [errors.meanScore, errors.sdScore])
    t.true(Math.abs(meanSquare(scores) - 1.4) < 0.78, `${meanSquare(scores)}`);
});

test('equal weights of all draws are detected', async (t) => {
  const run = await gaussianRun(1);
  const right = weighting(run);
  const equal = right.weights.map((level) => level.map((ws) => ws.map(() => 1 / (5 * 8 * 250))));
  const of = (weights: typeof right.weights): SummaryRow => {
    const options = { weighting: { ...right, weights }, probability: 0.94 };
    return weightedRow('x0', draws(run, 'x0'), { kind: 'real' }, options);
  };
  t.true(Math.abs(of(right.weights).sd - EXACT_SD) < 4 * of(right.weights).mcseSd);
  t.true(Math.abs(of(equal).sd - EXACT_SD) > 10 * of(equal).mcseSd);
});

test('the standard error of an sd is the jackknife of estimates without each of the chains', async (t) => {
  const run = await gaussianRun(2);
  const xs = draws(run, 'x0');
  const estimates = xs[0]?.map((_, without) => {
    const { weights } = weighting(run, without);
    let [mean, square] = [0, 0];
    for (const [k, level] of xs.entries())
      for (const [c, chain] of level.filter((_, i) => i !== without).entries())
        for (const [i, x] of chain.entries()) {
          const w = weights[k]?.[c]?.[i] as number;
          mean += w * x;
          square += w * x * x;
        }
    return Math.sqrt(square - mean ** 2);
  }) as number[];
  const mean = estimates.reduce((sum, x) => sum + x, 0) / 8;
  const exact = Math.sqrt((7 / 8) * estimates.reduce((sum, x) => sum + (x - mean) ** 2, 0));
  const { mcseSd } = rowOf(summary(run, ALL));
  // Second order in the weight of a chain, 1/8.
  t.true(Math.abs(mcseSd / exact - 1) < 1 / 64, `${mcseSd}, exact ${exact}`);
  const fixed = { ...weighting(run), changes: weighting(run).changes.map((change) => change.map(() => 0)) };
  const rough = weightedRow('x0', xs, { kind: 'real' }, { weighting: fixed, probability: 0.94 });
  const detected = Math.abs(rough.mcseSd - exact) > 3 * Math.abs(mcseSd - exact);
  t.true(detected, `weights that ignore the missing chain are detected: ${rough.mcseSd}, ${mcseSd}, exact ${exact}`);
});

test('angles and integers have weighted statistics of their kinds', async (t) => {
  const sampler = new ParallelTemperedSampler({
    model: {
      prior: { phase: periodic(0, 2 * Math.PI), k: integers(0, 4) },
      logLikelihood: ({ phase, k }) => 3 * Math.cos(phase - 0.1) - (k - 1) ** 2,
    },
    chains: 8,
    betas: betaLadder(4, 30, { prior: true }),
    seed: 1,
  });
  await sampler.start();
  await sampler.run(1500);
  const all = summary(sampler, { burnIn: 300, temperatures: 'all' });
  const [phase, k] = [rowOf(all, 0), rowOf(all, 1)];
  t.deepEqual([phase.kind, k.kind], ['circular', 'discrete']);
  // The mean resultant length of a von Mises density with κ = 3 is I₁(3)/I₀(3) = 0.80999.
  const sd = Math.sqrt(-2 * Math.log(0.80999));
  t.true(Math.abs(phase.sd - sd) < 0.03, `${phase.sd}, exact ${sd}`);
  t.true(Math.abs(((phase.mean + Math.PI) % (2 * Math.PI)) - Math.PI - 0.1) < 4 * phase.mcseMean, `${phase.mean}`);
  t.true(phase.lower > phase.upper, 'the interval contains 0');
  const p = [0, 1, 2, 3, 4].map((i) => Math.exp(-((i - 1) ** 2)));
  const exact = p.reduce((sum, x, i) => sum + x * i, 0) / p.reduce((sum, x) => sum + x, 0);
  t.true(Math.abs(k.mean - exact) < 4 * k.mcseMean, `${k.mean} ± ${k.mcseMean}, exact ${exact}`);
  t.deepEqual([k.median, k.lower], [1, 0]);
  t.true(phase.essTail > 0 && k.essTail > 0);
});

test('parameters that are not always active have weighted statistics of their active draws', async (t) => {
  const sampler = await transdimensionalSampler(3000);
  const all = summary(sampler, { burnIn: 300, temperatures: 'all', parameters: ['a', 'b'] });
  const [a, b] = [rowOf(all, 0), rowOf(all, 1)];
  for (const row of [a, b]) {
    t.true(Math.abs(row.sd - EXACT_SD) < 4 * row.mcseSd, `${row.sd} ± ${row.mcseSd}`);
    t.true(Math.abs(row.mean) < 4 * row.mcseMean, `${row.mean} ± ${row.mcseMean}`);
  }
  const [one, two] = [17 ** -0.5, 17 ** -1];
  const exact = (one + 2 * two) / (1 + one + two);
  const activity = [a, b].map(({ active }) => active as NonNullable<typeof active>);
  const error = activity.reduce((sum, { fraction, ess }) => sum + Math.sqrt((fraction * (1 - fraction)) / ess), 0);
  const sum = activity.reduce((total, { fraction }) => total + fraction, 0);
  t.true(Math.abs(sum - exact) < 4 * error && error < 0.1, `${sum} ± ${error}, exact ${exact}`);
});

test('R̂ and draws are those of the cold chains, and the weights are reported', async (t) => {
  const run = await gaussianRun(3);
  const [cold, all] = [summary(run, { burnIn: BURN_IN }), summary(run, ALL)];
  t.is(rowOf(all).rHat, rowOf(cold).rHat);
  t.is(all.draws, 250);
  const { ess, coldDraws, paretoK, warnings } = posteriorWeights(run, { burnIn: BURN_IN });
  t.deepEqual(all.weights, { temperatures: 5, ess, coldDraws, paretoK, warnings });
  t.deepEqual(JSON.parse(JSON.stringify(all)).weights, JSON.parse(JSON.stringify(all.weights)));
  t.is(cold.weights, undefined);
  const disk = { ...onDisk(run as never), iterations: run.iterations };
  const last = String(all).split('\n').at(-1) as string;
  t.regex(last, /^Draws of 5 temperatures, re-weighted: Kish ESS \d\.\d\d times the cold draws, Pareto k̂ -?\d\.\d\d/);
  t.deepEqual((await summary(disk, ALL)).toJSON(), all.toJSON());
});

test('chains that are still in their burn-in are left out', async (t) => {
  const run = await gaussianRun(6);
  const iterations = Array.from({ length: 8 }, (_, c) => (c === 2 ? Number.POSITIVE_INFINITY : BURN_IN));
  const all = summary(run, { ...ALL, burnIn: { iterations } });
  t.deepEqual([all.chains, all.leftOut], [7, [2]]);
  const others = draws(run, 'x0').map((level) => level.filter((_, c) => c !== 2));
  const row = weightedRow('x0', others, { kind: 'real' }, { weighting: weighting(run, 2), probability: 0.94 });
  t.deepEqual(rowOf(all), row);
  const none = { iterations: iterations.map(() => Number.POSITIVE_INFINITY) };
  t.throws(() => summary(run, { ...ALL, burnIn: none }), { instanceOf: RangeError, message: /got none/ });
});

test('numbers that are undefined have a reason', async (t) => {
  const few = rowOf(summary(await gaussianRun(4, 3), ALL));
  t.is(few.reason, '3 chains: the jackknife needs at least 4');
  t.deepEqual([few.mcseMean, few.essBulk, few.essTail], [Number.NaN, Number.NaN, Number.NaN]);
  t.true(few.sd > 0);
});

test('draws without weights are refused', async (t) => {
  const run = await gaussianRun(5);
  t.throws(() => summary(run, { ...ALL, thin: 2 }), { instanceOf: RangeError, message: /`thin`.*got 2/ });
  t.throws(() => summary(run, { temperatures: 'cold' as never }), { instanceOf: TypeError, message: /'all'.*Leave/ });
  const moving = await gaussianSampler(100, { ladder: vousden() });
  t.throws(() => summary(moving, { temperatures: 'all' }), { instanceOf: RangeError, message: /no longer moves/ });
});
