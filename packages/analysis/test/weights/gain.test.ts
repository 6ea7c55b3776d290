// What the hotter levels add to the weights of a Gaussian, against its exact law.
import { posteriorWeights } from '@epsie/analysis';
import { betaLadder, createBitGenerator, normal, ParallelTemperedSampler, Random } from '@epsie/core';
import test from 'ava';
import { gaussian } from '../models/gaussian.js';

/** Likelihood of sd 1 in some dimensions, and a prior as many times as wide. */
type Problem = { readonly betas: readonly number[]; readonly dimensions: number; readonly width: number };

const precisions = ({ betas, width }: Problem): number[] => betas.map((beta) => beta + width ** -2);

/** Returns the ladder of equal rejection: precisions in a geometric sequence. */
function problem(dimensions: number, levels: number, width: number): Problem {
  const betas = Array.from({ length: levels }, (_, k) => width ** ((-2 * k) / (levels - 1)) * (1 + width ** -2));
  return { betas: betas.map((b, k) => (k === 0 ? 1 : k === levels - 1 ? 0 : b)), dimensions, width };
}

/**
 * Returns Kish's effective number over the number of cold draws, for many draws: K / ∫ p₁² / q with the density p₁ of |x|² at β = 1, and the
 * mean q of those of all K levels.
 */
function exactGain({ betas, dimensions, width }: Problem): number {
  const all = precisions({ betas, dimensions, width });
  const [steps, top] = [20_000, 40 * Math.sqrt(dimensions) + dimensions + 100];
  let [norm, integral] = [0, 0];
  for (let i = 0; i < steps; i++) {
    const square = ((i + 0.5) * top) / steps;
    const log = (precision: number): number => (dimensions / 2) * Math.log(precision) - (precision * square) / 2;
    const cold = log(all[0] as number);
    const density = Math.exp(cold + (dimensions / 2 - 1) * Math.log(square));
    norm += density;
    integral += density / all.reduce((sum, precision) => sum + Math.exp(log(precision) - cold), 0);
  }
  return norm / integral;
}

/** Returns independent draws at every level as those of a sampler, and their β as of another problem. */
function independent(of: Problem, betas: readonly number[] = of.betas) {
  const random = new Random(createBitGenerator(1));
  const [chains, length] = [4, 400];
  const draw = (precision: number): number => {
    let square = 0;
    for (let i = 0; i < of.dimensions; i++) square += random.standardNormal() ** 2;
    return -square / precision / 2;
  };
  const logLikelihood = precisions(of).map((precision) =>
    Array.from({ length: chains }, () => Float64Array.from({ length }, () => draw(precision))),
  );
  return {
    chains,
    temperatures: betas.length,
    length,
    sweeps: length,
    variables: [{ name: 'l', kind: 'stat' as const, origin: 'logLikelihood', type: 'float64' as const }],
    iterationOfDraw: (row: number) => row + 1,
    iterationOfSweep: (row: number) => row + 1,
    draws: (_: string, { chain, temperature = 0, from = 0 }: { chain: number; temperature?: number; from?: number }) =>
      ((logLikelihood[temperature] as Float64Array[])[chain] as Float64Array).slice(from),
    betas: ({ temperature = 0, from = 0 }: { temperature?: number; from?: number }) =>
      new Float64Array(length - from).fill(betas[temperature] as number),
    swaps: () => new Float64Array(length),
  };
}

const gainOf = ({ ess, coldDraws }: { readonly ess: number; readonly coldDraws: number }): number => ess / coldDraws;

test('the gain of independent draws is exact: 1.6 in 10 dimensions with 16 levels, 2.1 in 3 with 10', (t) => {
  for (const [of, expected] of [
    [problem(10, 16, 100), 1.6],
    [problem(3, 10, 100 / 3), 2.1],
  ] as const) {
    const exact = exactGain(of);
    t.true(Math.abs(exact - expected) < 0.05, String(exact));
    // Σw² over 1600 cold draws varies by about 1/√1600.
    const { paretoK, ...found } = posteriorWeights(independent(of));
    t.true(Math.abs(gainOf(found) / exact - 1) < 0.05, `${gainOf(found)}, exact ${exact}`);
    t.true(paretoK < 0, 'bounded weights have a negative shape');
    const wrong = of.betas.with(1, 0.98);
    t.true(Math.abs(gainOf(posteriorWeights(independent(of, wrong))) / exact - 1) > 0.05, 'a wrong β is detected');
  }
});

test('the gain of a sampler is exact', async (t) => {
  const betas = betaLadder(5, 100, { prior: true });
  const sampler = new ParallelTemperedSampler({
    model: gaussian(3),
    proposals: [normal(['x0', 'x1', 'x2'], { covariance: 1.5 })],
    chains: 8,
    betas,
    seed: 1,
  });
  await sampler.start();
  await sampler.run(1200);
  const found = gainOf(posteriorWeights(sampler, { burnIn: 200 }));
  const exact = exactGain({ betas: Array.from(betas), dimensions: 3, width: 4 });
  // 8000 cold draws with an autocorrelation time of about 20.
  t.true(Math.abs(found / exact - 1) < 0.1, `${found}, exact ${exact}`);
});
