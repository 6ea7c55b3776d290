// Figures of a straight line that is fitted to eight measurements: the tutorial of Metropolis–Hastings, and the evidence.
import {
  andrieuThoms,
  betaLadder,
  equalRejection,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
} from '@epsie/core';
import { logLikelihoodByBeta, trace } from '@epsie/plots';
import { normal as normalPrior, uniform } from '@epsie/priors';

const MEASURED = [1.1, 1.4, 2.2, 2.4, 3.1, 3.2, 4.2, 4.4];
const ERROR = 0.2;
const LOG_NORM = -MEASURED.length * Math.log(ERROR * Math.sqrt(2 * Math.PI));

const logLikelihood = ({ slope, height }) =>
  MEASURED.reduce((sum, y, x) => sum - 0.5 * ((y - height - slope * x) / ERROR) ** 2, LOG_NORM);

/** Draws the chains on their way from the prior to the posterior. */
export async function mhTrace() {
  const sampler = new MetropolisHastingsSampler({
    model: { prior: { slope: uniform(-10, 10), height: uniform(-20, 20) }, logLikelihood },
    chains: 4,
    proposals: [
      normal(['slope', 'height'], { covariance: [0.01, 0.01], adaptation: andrieuThoms({ duration: 3000 }) }),
    ],
    seed: 1,
  });
  await sampler.start();
  await sampler.run(6000);
  return trace(sampler, { burnIn: 3000 });
}

/** Draws the integrand of thermodynamic integration. */
export async function evidenceIntegrand() {
  const sampler = new ParallelTemperedSampler({
    model: { prior: { slope: normalPrior(0, 10), height: uniform(-20, 20) }, logLikelihood },
    chains: 8,
    betas: betaLadder(10, 1000, { prior: true }),
    ladder: equalRejection({ rounds: 6 }),
    seed: 1,
  });
  await sampler.start();
  await sampler.run(2016);
  sampler.clear();
  await sampler.run(4000);
  return logLikelihoodByBeta(sampler);
}
