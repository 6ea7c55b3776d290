import { andrieuThoms, betaLadder, ParallelTemperedSampler, type Pool, solidAngle } from '@epsie/core';
import { directionTo, dot, side } from './detectors.ts';
import type { Event } from './events.ts';
import { logLikelihood, parameters, sky } from './model.ts';
import type { Truth } from './truth.ts';

/** A mean over the samples, with the standard error that the scatter of the chains shows. */
export type Estimate = { readonly mean: number; readonly standardError: number };

/** How long to sample, and where. */
export type Settings = {
  readonly iterations: number;
  readonly chains: number;
  readonly seed: bigint;
  readonly pool?: Pool;
};

/** What the samples say of the quantities of {@link Truth}. */
export type Localisation = { readonly onItsSide: Estimate; readonly meanCosine: Estimate; readonly held: Estimate };

/** Samples the position of a source; the first fifth is burn-in, in which the proposals learn how far to jump. */
export async function localise(event: Event, truth: Truth, settings: Settings): Promise<Localisation> {
  const { iterations, chains, seed, pool } = settings;
  const burnIn = Math.max(2, Math.floor(iterations / 5));
  const sampler = new ParallelTemperedSampler({
    parameters,
    model: sky(event.measurement),
    chains,
    // The hottest level sees the whole sky: there a source and its mirror image are one.
    betas: betaLadder(8, 2000),
    proposals: [
      solidAngle(
        { azimuth: 'ra', polar: 'dec' },
        { convention: 'declination', adaptation: andrieuThoms({ duration: burnIn }) },
      ),
    ],
    seed,
    ...(pool && { pool }),
  });
  await sampler.start();
  await sampler.run(burnIn);
  sampler.clear();
  await sampler.run(iterations - burnIn);
  const { ra, dec } = sampler.positions;
  const source = directionTo(event.ra, event.dec);
  const estimate = (quantity: (ra: number, dec: number) => number): Estimate =>
    scatter(
      Array.from({ length: chains }, (_, chain) => {
        const [alpha, delta] = [ra[0]?.[chain] as Float64Array, dec[0]?.[chain] as Float64Array];
        return alpha.reduce((sum, value, i) => sum + quantity(value, delta[i] as number), 0) / alpha.length;
      }),
    );
  return {
    onItsSide: estimate((alpha, delta) => (side(directionTo(alpha, delta)) === side(source) ? 1 : 0)),
    meanCosine: estimate((alpha, delta) => dot(directionTo(alpha, delta), source)),
    held: estimate((alpha, delta) => (logLikelihood(alpha, delta, event.measurement) >= truth.threshold ? 1 : 0)),
  };
}

function scatter(means: readonly number[]): Estimate {
  const mean = means.reduce((sum, m) => sum + m, 0) / means.length;
  const squares = means.reduce((sum, m) => sum + (m - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (means.length - 1) / means.length) };
}
