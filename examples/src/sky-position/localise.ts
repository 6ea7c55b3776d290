import { automatic, betaLadder, equalRejection, ParallelTemperedSampler, type Pool } from '@epsie/core';
import { type Estimate, estimateMean } from '../estimates/estimate.ts';
import { directionTo, dot, side } from './detectors.ts';
import type { Event } from './events.ts';
import { logLikelihood, sky } from './model.ts';
import type { Truth } from './truth.ts';

/** Settings of the sampling. */
export type Settings = {
  readonly iterations: number;
  readonly chains: number;
  readonly seed: bigint;
  readonly pool?: Pool;
};

/** Estimates of the quantities of {@link Truth} from the samples. */
export type Localisation = { readonly onItsSide: Estimate; readonly meanCosine: Estimate; readonly held: Estimate };

/** Samples the position of a source. The first fifth is burn-in, in which the proposals learn how far to jump, and the ladder where its levels are. */
export async function localise(event: Event, truth: Truth, settings: Settings): Promise<Localisation> {
  const { iterations, chains, seed, pool } = settings;
  const burnIn = Math.max(2, Math.floor(iterations / 5));
  const sampler = new ParallelTemperedSampler({
    model: sky(event.measurement),
    chains,
    // Any start ladder will do. The hottest level becomes β = 0, where every draw is one from the entire sky: it connects the
    // modes of the source and of its mirror image.
    betas: betaLadder(8, 1000),
    ladder: equalRejection({ rounds: 6 }),
    proposals: [automatic({ duration: burnIn })],
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
    estimateMean(
      Array.from({ length: chains }, (_, chain) => {
        const [alpha, delta] = [ra[0]?.[chain] as Float64Array, dec[0]?.[chain] as Float64Array];
        return alpha.map((value, i) => quantity(value, delta[i] as number));
      }),
    );
  return {
    onItsSide: estimate((alpha, delta) => (side(directionTo(alpha, delta)) === side(source) ? 1 : 0)),
    meanCosine: estimate((alpha, delta) => dot(directionTo(alpha, delta), source)),
    held: estimate((alpha, delta) => (logLikelihood(alpha, delta, event.measurement) >= truth.threshold ? 1 : 0)),
  };
}
