import { lastSweepOf } from '../../tempering/registry.ts';
import type { Configuration } from '../configuration.ts';
import type { SamplerWarning } from './warning.ts';

/**
 * Returns a warning while a ladder adapts that will be frozen. One that adapts for ever is meant to.
 *
 * @param iterations made since the start
 */
export function ladderWarnings({ tempering }: Configuration, iterations: number): readonly SamplerWarning[] {
  if (tempering === undefined || iterations === 0) return [];
  const remaining = lastSweepOf(tempering.ladder) - Math.floor(iterations / tempering.swapInterval);
  if (!(remaining > 0 && remaining < Number.POSITIVE_INFINITY)) return [];
  const message =
    `The ladder still adapts: ${remaining} sweeps of swaps until it is frozen. Run longer, and estimate evidences, rates of swaps ` +
    'and all else that depends on the temperatures from the samples after that';
  return [{ code: 'LADDER_ADAPTING', parameters: [], message }];
}
