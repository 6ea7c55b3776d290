import { readFileSync } from 'node:fs';
import { autocorrelationTime, type Evidence, evidenceOf } from '@epsie/analysis';
import test from 'ava';
import { BETAS, EXACT, gaussianRun, generator } from './gaussian-runs.js';

type Golden = {
  readonly betas: number[];
  readonly logLikelihood: number[][];
  readonly exactLogZRatio: number;
  readonly mbar: number;
  readonly mbarStd: number;
  readonly mbarLogZ: number[];
  readonly thermodynamicIntegration: number;
  readonly thermodynamicIntegrationCorrected: number;
  readonly steppingStone: number;
};

const url = new URL('../../test/fixtures/gaussian.json', import.meta.url);
const golden = JSON.parse(readFileSync(url, 'utf8')) as Record<string, Golden>;

const ofGolden = (g: Golden, betas = g.betas): Evidence =>
  evidenceOf({ betas, logLikelihood: g.logLikelihood.map((draws) => [draws]) });

const isOff = (a: number, b: number, by: number): boolean => !(Math.abs(a - b) <= by);

for (const [name, g] of Object.entries(golden)) {
  test(`agrees with the reference numbers: ${name}`, (t) => {
    const { byMethod, logEvidence, logEvidences } = ofGolden(g);
    t.false(isOff(logEvidence, g.mbar, 1e-7), `${logEvidence}`);
    for (const [k, f] of logEvidences.entries()) t.false(isOff(f, g.mbarLogZ[k] as number, 1e-7), `level ${k}: ${f}`);
    for (const method of ['steppingStone', 'thermodynamicIntegration', 'thermodynamicIntegrationCorrected'] as const)
      t.false(isOff(byMethod[method].logEvidence, g[method], 1e-8), `${method}: ${byMethod[method].logEvidence}`);
    t.false(isOff(byMethod.mbar.asymptoticError / g.mbarStd, 1, 1e-4), `${byMethod.mbar.asymptoticError}`);
  });
}

test('differs from the reference numbers if one level has the wrong β', (t) => {
  for (const [name, g] of Object.entries(golden)) {
    const { byMethod, logEvidence, logEvidences } = ofGolden(g, g.betas.with(1, 1.1 * (g.betas[1] as number)));
    t.true(isOff(logEvidence, g.mbar, 1e-5), name);
    t.true(isOff(logEvidences[1] as number, g.mbarLogZ[1] as number, 1e-5), name);
    for (const method of ['steppingStone', 'thermodynamicIntegration', 'thermodynamicIntegrationCorrected'] as const)
      t.true(isOff(byMethod[method].logEvidence, g[method], 1e-6), `${name}: ${method}`);
    t.true(isOff(byMethod.mbar.asymptoticError / g.mbarStd, 1, 1e-4), `${name}: ${byMethod.mbar.asymptoticError}`);
  }
});

test('inflates the asymptotic error of the reference by the longest autocorrelation time, for fewer than four chains', (t) => {
  for (const chains of [1, 2, 3, 4]) {
    // Blocks of five equal draws: an autocorrelation time near five.
    const g = golden['1d_6_levels'] as Golden;
    const logLikelihood = g.logLikelihood.map((draws) =>
      Array.from({ length: chains }, (_, c) =>
        draws.filter((_, i) => i % chains === c).flatMap((l) => Array(5).fill(l)),
      ),
    );
    const { standardError, degreesOfFreedom, byMethod } = evidenceOf({ betas: g.betas, logLikelihood });
    const times = logLikelihood.map((level) => mean(level.map((draws) => Math.max(1, autocorrelationTime(draws).tau))));
    const inflated = byMethod.mbar.asymptoticError * Math.sqrt(Math.max(...times));
    // Five copies of each draw have an asymptotic error that is √5 times too small.
    t.false(isOff((byMethod.mbar.asymptoticError * Math.sqrt(5)) / g.mbarStd, 1, 1e-4));
    t.is(isOff(standardError / inflated, 1, 1e-12), chains === 4, `${chains} chains`);
    t.is(degreesOfFreedom, chains === 4 ? 3 : Number.POSITIVE_INFINITY);
  }
});

const mean = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;

test('agrees with the exact evidence within four errors', (t) => {
  for (const [name, g] of Object.entries(golden)) {
    const { logEvidence, standardError } = ofGolden(g);
    t.false(isOff(logEvidence, g.exactLogZRatio, 4 * standardError), name);
  }
});

test('covers the exact evidence of Gaussian runs as the jackknife promises', (t) => {
  const uniform = generator(1);
  const runs = Array.from({ length: 100 }, () => evidenceOf(gaussianRun(uniform, 8, 50)));
  const scores = runs.map(({ logEvidence, standardError }) => Math.abs(logEvidence - EXACT) / standardError);
  const within = (z: number): number => scores.filter((score) => score <= z).length / scores.length;
  t.false(isOff(within(1), 0.68, 0.12), String(within(1)));
  t.true(within(3) >= 0.94, String(within(3)));
  t.true(runs.every(({ degreesOfFreedom }) => degreesOfFreedom === 7));
});

test('does not cover the exact evidence if one level has the wrong β', (t) => {
  const uniform = generator(1);
  const betas = BETAS.map((beta, k) => (k === 1 ? beta * 1.5 : beta));
  const runs = Array.from({ length: 50 }, () => evidenceOf({ ...gaussianRun(uniform, 8, 200), betas }));
  const covered = runs.filter((run) => Math.abs(run.logEvidence - EXACT) <= run.standardError).length;
  t.true(covered / runs.length < 0.56, String(covered));
});

test('leaves out a chain as an estimate from the others does', (t) => {
  const run = gaussianRun(generator(2), 8, 100);
  const estimates = run.logLikelihood[0]?.map((_, c) => {
    const rest = run.logLikelihood.map((chains) => chains.filter((_, i) => i !== c));
    return evidenceOf({ ...run, logLikelihood: rest }).logEvidence;
  }) as number[];
  const mean = estimates.reduce((sum, x) => sum + x, 0) / 8;
  const expected = Math.sqrt((7 / 8) * estimates.reduce((sum, x) => sum + (x - mean) ** 2, 0));
  t.false(isOff(evidenceOf(run).standardError / expected, 1, 0.02));
});

// log Σ 1 / (1 + e^−x).
function logSumOfSigmoids(xs: number[]): number {
  const logs = xs.map((x) => (x < -30 ? x : -Math.log1p(Math.exp(-x))));
  const largest = Math.max(...logs);
  return largest + Math.log(logs.reduce((sum, x) => sum + Math.exp(x - largest), 0));
}

test('BAR solves the equation of Bennett, of levels far apart too', (t) => {
  const { logLikelihood } = gaussianRun(generator(8), 4, 100);
  for (const [betas, hot, cold] of [
    [[0.3, 1], logLikelihood[1], logLikelihood[0]],
    [[0, 1], logLikelihood[4], logLikelihood[0]],
    [[0, 1], logLikelihood[4]?.map((ls) => ls.map((l) => 100 * l - 5000)), logLikelihood[0]],
  ] as const) {
    const chains = [hot, cold] as number[][][];
    const c = evidenceOf({ betas, logLikelihood: chains }).byMethod.bar.logEvidence;
    const [a, b] = chains.map((level) => level.flat().map((l) => (1 - betas[0]) * l)) as [number[], number[]];
    const excess = (root: number): number =>
      logSumOfSigmoids(a.map((w) => w - root)) - logSumOfSigmoids(b.map((w) => root - w));
    t.false(isOff(excess(c), 0, 1e-10), String(excess(c)));
    t.true(isOff(excess(c + 0.001), 0, 1e-10));
  }
});

test('adds a constant of all log likelihoods to the evidence', (t) => {
  const run = gaussianRun(generator(3), 5, 60);
  const [a, b] = [0, -123_456].map((c) =>
    evidenceOf({ ...run, logLikelihood: run.logLikelihood.map((cs) => cs.map((ls) => ls.map((l) => l + c))) }),
  ) as [Evidence, Evidence];
  t.false(isOff(b.logEvidence - a.logEvidence, -123_456, 1e-7));
  t.false(isOff(b.standardError, a.standardError, 1e-8));
  t.false(isOff(b.byMethod.bar.logEvidence - a.byMethod.bar.logEvidence, -123_456, 1e-7));
});

test('does not depend on the order of chains and levels', (t) => {
  const run = gaussianRun(generator(4), 5, 60);
  const turned = evidenceOf({
    betas: run.betas.toReversed(),
    logLikelihood: run.logLikelihood.map((chains) => chains.toReversed()).toReversed(),
  });
  const straight = evidenceOf(run);
  t.false(isOff(turned.logEvidence, straight.logEvidence, 1e-10));
  t.false(isOff(turned.standardError, straight.standardError, 1e-10));
  t.false(isOff(turned.logEvidences[0] as number, straight.logEvidences.at(-1) as number, 1e-10));
});

test('weighs draws of −Infinity at β = 0 by zero', (t) => {
  const run = gaussianRun(generator(5), 4, 100);
  const halved = run.logLikelihood.map((chains, k) =>
    run.betas[k] === 0 ? chains.map((ls) => [...ls, ...ls.map(() => Number.NEGATIVE_INFINITY)]) : chains,
  );
  const { byMethod, standardError } = evidenceOf({ ...run, logLikelihood: halved });
  const before = evidenceOf(run).byMethod;
  t.false(isOff(byMethod.steppingStone.logEvidence, before.steppingStone.logEvidence - Math.LN2, 1e-10));
  t.false(isOff(byMethod.mbar.logEvidence, EXACT - Math.LN2, 4 * standardError));
  t.is(byMethod.thermodynamicIntegration.logEvidence, Number.NEGATIVE_INFINITY);
  t.is(byMethod.thermodynamicIntegrationCorrected.logEvidence, Number.NaN);
});

const codes = ({ warnings }: Evidence): string[] => warnings.map(({ code }) => code);

test('warns of few chains, little overlap and a missing prior', (t) => {
  t.deepEqual(codes(evidenceOf(gaussianRun(generator(7), 4, 50))), []);
  t.deepEqual(codes(evidenceOf(gaussianRun(generator(7), 3, 50))), ['fewChains']);
  const hot = ofGolden(golden['no_beta_zero'] as Golden);
  t.deepEqual(codes(hot), ['noPrior', 'fewChains']);
  t.regex(hot.warnings[0]?.message as string, /log Z\(1\) − log Z\(0\.1\)/);
  const apart = evidenceOf({ betas: [0, 1], logLikelihood: [[[-1e6, -2e6]], [[-1, -2]]] });
  t.deepEqual(codes(apart), ['overlap', 'fewChains']);
  t.is(apart.standardError, Number.NaN);
});

test('throws for log likelihoods and levels that have no evidence', (t) => {
  const of = (betas: unknown, logLikelihood: unknown) => () => evidenceOf({ betas, logLikelihood } as never);
  const [a, b] = [[[-1, -2]], [[-3, -4]]];
  const cases: [() => unknown, RegExp][] = [
    [of([1], [a]), /at least two levels/],
    [of([0, 0.5], [a, b]), /one at β = 1/],
    [of([1, 1], [a, b]), /distinct/],
    [of([1, -0.1], [a, b]), /from 0 to 1/],
    [of([1, Number.NaN], [a, b]), /from 0 to 1/],
    [of('1', [a, b]), /array of numbers/],
    [of([1, 0], [a]), /number of `betas` \(2\)/],
    [of([1, 0], [a, [...b, ...b]]), /number of chains of the first level \(1\)/],
    [of([1, 0], [a, []]), /at least one chain/],
    [of([1, 0], [a, [[]]]), /at least one draw/],
    [of([1, 0], [a, [[Number.NaN]]]), /logLikelihood\[1\]\[0\]\[0\]` to be a finite number or −Infinity, got NaN/],
    [of([1, 0], [a, [[Number.POSITIVE_INFINITY]]]), /got Infinity/],
    [of([1, 0], [[[Number.NEGATIVE_INFINITY]], b]), /possible at β = 0 alone/],
    [of([1, 0], [a, [[Number.NEGATIVE_INFINITY]]]), /−Infinity in every draw/],
    [of([1, 0], 3), /array of levels/],
  ];
  for (const [call, message] of cases) {
    const error = t.throws(call, { any: true, message }) as Error;
    t.true(error instanceof TypeError || error instanceof RangeError);
  }
});
