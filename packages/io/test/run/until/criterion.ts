import { effectiveSamples } from '@epsie/analysis';
import type { RecordedRun, Until } from '@epsie/io';

/** Iterations beyond which no run of these tests continues. */
export const AT_MOST = 2000;

/** Crossings of zero that a run has when it ends. */
const ENOUGH = 120;

/** Whether the first parameter has crossed zero so often, in all chains together. */
export async function crossings(run: RecordedRun, enough: number = ENOUGH): Promise<boolean> {
  const chains = await run.draws(run.configuration.parameters[0] as string);
  const isCrossing = (value: number, i: number, chain: Float64Array): boolean => value * (chain[i - 1] ?? 0) < 0;
  return chains.reduce((sum, chain) => sum + chain.filter(isCrossing).length, 0) >= enough;
}

/** Criteria that end the runs of these tests, by name. */
export const CRITERIA: { readonly [name: string]: Until } = {
  crossings: (run) => crossings(run),
  'effective samples': effectiveSamples(60),
};
