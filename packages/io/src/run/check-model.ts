import type { Evaluation, Position, SamplerState } from '@epsie/core';
import { mismatch } from './belonging.ts';
import type { RunSampler } from './history.ts';

/** Chains at whose positions the model is evaluated. */
const CHAINS = 4;

/**
 * Difference that is not that of another model, relative to 1 + |stored value|: sums in another order, or mathematical functions of
 * another machine.
 */
const TOLERANCE = 1e-8;

/**
 * Checks that the sampler's model gives the numbers that the run has where some of its chains are.
 *
 * @throws EpsieError `STATE_MISMATCH` that names position, stored and new value; `MODEL_FAILED` if the model fails there
 */
export async function checkModel(directory: string, state: SamplerState, sampler: RunSampler): Promise<void> {
  const { parameters } = sampler;
  const step = Math.max(1, Math.floor(state.chains.length / CHAINS));
  const stored = state.chains.flatMap((chain, index) => {
    if (index % step !== 0 || index / step >= CHAINS) return [];
    const { position, logLikelihood, logPrior } =
      'levels' in chain ? (chain.levels[0] as (typeof chain.levels)[number]) : chain;
    const point: Position<string> = Object.fromEntries(parameters.map((name, i) => [name, position[i] as number]));
    return [{ point, logLikelihood, logPrior }];
  });
  const now = await sampler.evaluate(stored.map(({ point }) => point));
  const found = stored.flatMap((before, i) => differencesOf(before, now[i] as Evaluation));
  if (found.length === 0) return;
  const advice =
    'Use the model (and its data) that the run was made with, take another directory, or pass `{ checkModel: false }` to `resume` if ' +
    'you changed it on purpose';
  throw mismatch(`The model gives other numbers than when the run ${directory} was sampled`, found, advice);
}

type Stored = { readonly point: Position<string>; readonly logLikelihood: number; readonly logPrior: number };

function differencesOf({ point, ...stored }: Stored, now: Evaluation): string[] {
  return (['logPrior', 'logLikelihood'] as const).flatMap((name) => {
    const [before, after] = [stored[name], now[name]];
    if (Object.is(before, after) || Math.abs(before - after) <= TOLERANCE * (1 + Math.abs(before))) return [];
    const place = Object.entries(point).map(([parameter, value]) => `${parameter} = ${value}`);
    return [`${name} at ${place.join(', ')} was ${before}, is ${after}`];
  });
}
