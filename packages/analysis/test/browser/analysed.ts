import { burnIn, diagnose, effectiveSamples, evidence, posteriorWeights, summary, tempering } from '@epsie/analysis';
import { angular, betaLadder, normal, ParallelTemperedSampler } from '@epsie/core';

/** Samples tempered chains of a real number and an angle. Returns the numbers of all analyses of them. */
export async function analysed(iterations: number) {
  const betas = betaLadder(4, 30);
  const sampler = new ParallelTemperedSampler({
    parameters: ['x', 'phi'],
    model: ({ x, phi }: { x: number; phi: number }) => ({
      logPrior: -0.5 * (x / 4) ** 2,
      logLikelihood: -0.5 * x * x - 8 * (phi - Math.PI) ** 2,
    }),
    proposals: [normal('x', { covariance: [4] }), angular('phi', { covariance: [0.2] })],
    chains: 4,
    betas,
    seed: 1,
  });
  const each = (value: number): number[][] => Array.from(betas, () => [value, value, value, value]);
  await sampler.start({ x: each(0.5), phi: each(3) });
  await sampler.run(iterations);
  const table = summary(sampler, { burnIn: 50 });
  const { logEvidence, standardError, byMethod, overlaps } = evidence(sampler, { burnIn: 50 });
  const report = tempering(sampler, { burnIn: 50 });
  const { ess, paretoK, weights } = posteriorWeights(sampler, { burnIn: 50 });
  return {
    table: String(table),
    rows: table.rows,
    diagnosis: diagnose(sampler, { burnIn: 50, effectiveSamples: 1e5 }),
    evidence: { logEvidence, standardError, byMethod, overlaps: Array.from(overlaps) },
    report: [String(report), report.barrier, report.roundTrips],
    weights: [ess, paretoK, Array.from(weights[1]?.[2] ?? [])],
    burnIn: burnIn(sampler),
    samples: effectiveSamples(sampler),
  };
}
