import type { Level } from '../chain/level.ts';
import { step } from '../chain/step.ts';
import type { Recorder } from '../history/recorder.ts';
import { sweep } from './sweep.ts';
import type { TemperedLevels } from './tempered-levels.ts';
import { adaptLadder } from './vousden.ts';

/**
 * Advances a tempered chain: in each iteration every level makes a step, coldest first, and at every `swapInterval`-th
 * a sweep of swaps follows. What is recorded is the state after the swaps.
 *
 * @param iteration iterations made before
 */
export function advanceTempered(
  chain: TemperedLevels,
  iteration: number,
  iterations: number,
  recorder: Recorder,
): void {
  for (let i = iteration + 1; i <= iteration + iterations; i++) {
    stepAll(chain);
    endIteration(chain, i, recorder);
  }
}

/**
 * Makes the iteration after `iteration` as {@link advanceTempered} does, with something else between the levels.
 *
 * @param between what is done after each level; awaited where it returns a promise
 */
export async function advanceByLevels(
  chain: TemperedLevels,
  iteration: number,
  recorder: Recorder,
  between: () => Promise<void> | undefined,
): Promise<void> {
  for (const [t, level] of chain.levels.entries()) {
    chain.current = t;
    step(level);
    const wait = between();
    if (wait !== undefined) await wait;
  }
  endIteration(chain, iteration + 1, recorder);
}

function stepAll(chain: TemperedLevels): void {
  const { levels } = chain;
  for (let t = 0; t < levels.length; t++) {
    const level = levels[t] as Level;
    chain.current = t;
    step(level);
  }
}

function endIteration(chain: TemperedLevels, iteration: number, recorder: Recorder): void {
  const { levels, options } = chain;
  if (levels.length > 1 && iteration % options.swapInterval === 0) swap(chain, iteration, recorder);
  for (let t = 0; t < levels.length; t++) recorder.record(levels[t] as Level, t);
  recorder.next();
}

/** Number of sweeps in the iterations after `iteration`. */
export function countSweeps(levels: number, swapInterval: number, iteration: number, iterations: number): number {
  return levels < 2 ? 0 : Math.floor((iteration + iterations) / swapInterval) - Math.floor(iteration / swapInterval);
}

function swap(chain: TemperedLevels, iteration: number, recorder: Recorder): void {
  const { levels, logLikelihoods, options } = chain;
  for (let t = 0; t < levels.length; t++) logLikelihoods[t] = (levels[t] as Level).logLikelihood;
  sweep(chain, chain, chain.random);
  chain.applySweep();
  recorder.recordSweep(chain);
  if (options.resetAfterSwap) resetMoved(chain);
  if (options.ladder !== undefined) adaptBetas(chain, iteration / options.swapInterval);
}

function resetMoved({ levels, swapIndex }: TemperedLevels): void {
  for (const [t, level] of levels.entries()) {
    if (swapIndex[t] !== t) for (const proposal of level.proposals) proposal.resetAdaptation();
  }
}

function adaptBetas(chain: TemperedLevels, sweepNumber: number): void {
  const { ladder, options } = chain;
  if (options.ladder === undefined || ladder === undefined) return;
  adaptLadder(options.ladder, chain.betas, ladder, chain.ratios, sweepNumber);
  for (const [t, level] of chain.levels.entries()) level.beta = chain.betas[t] as number;
}
