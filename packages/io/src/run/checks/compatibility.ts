// Checks that a sampler fits a run, and is at the iteration where the run ends. `Run.open` takes no sampler, since runs are read without
// one; so each call that takes a sampler checks it.

import { createError, type SamplerState } from '@epsie/core';
import { differences, expected, plainKey, typeError, usageError } from '@epsie/core/checks';
import type { StoredCheckpoint } from '../checkpoints/checkpoint-store.ts';
import type { Manifest } from '../manifest.ts';
import { type RecordingOptions, resolveRecording } from '../recording/recording-options.ts';
import type { RunSampler } from '../recording/run-sampler.ts';

/** Checks that something is a sampler. */
export function expectSampler(sampler: unknown): asserts sampler is RunSampler {
  const { configuration, setState, run } = (sampler ?? {}) as Partial<RunSampler>;
  if (typeof configuration === 'object' && typeof setState === 'function' && typeof run === 'function') return;
  const what = 'a `MetropolisHastingsSampler` or a `ParallelTemperedSampler` of @epsie/core';
  throw typeError(expected('sampler', what, sampler));
}

/**
 * Checks that a sampler has the settings of the run.
 *
 * @param seed of the run; `undefined` if the run is new and takes the seed of the sampler
 * @throws EpsieError `STATE_MISMATCH` that lists what differs
 */
export function checkConfiguration(
  directory: string,
  manifest: Manifest,
  sampler: RunSampler,
  seed: bigint | undefined,
): void {
  const found = differences('', sampler.configuration, manifest.configuration, ['the sampler', 'the run']);
  if (sampler.chains !== manifest.chains)
    found.push(`chains: the sampler has ${sampler.chains}, the run has ${manifest.chains}`);
  // A seed that was drawn, not given, is replaced by that of the run.
  if (seed !== undefined && sampler.seedGiven && sampler.seed !== seed)
    found.push(`seed: the sampler has ${sampler.seed}, the run has ${seed}`);
  if (found.length === 0) return;
  const advice = 'Build the sampler as it was when the run was created, or use another directory';
  throw mismatch(`The run ${directory} is of another sampler`, found, advice);
}

/**
 * Checks that the given options are those of the run.
 *
 * @throws EpsieError `STATE_MISMATCH` that lists what differs
 */
export function checkRecording(directory: string, run: RecordingOptions, options: Partial<RecordingOptions>): void {
  const given = Object.entries(resolveRecording(options)).filter(
    ([name]) => options[name as keyof RecordingOptions] !== undefined,
  );
  const found = given.flatMap(([name, value]) => differencesOf(name, value, run[name as keyof RecordingOptions]));
  if (found.length === 0) return;
  const advice = 'Leave the option out to continue the run as it is, or use another directory';
  throw mismatch(`The run ${directory} was created with other options`, found, advice);
}

const differencesOf = (name: string, given: unknown, run: unknown): string[] =>
  plainKey(given) === plainKey(run) ? [] : [`${name}: expected ${text(run)} as in the run, got ${text(given)}`];

const text = (value: unknown): string => (Array.isArray(value) ? `[${value.join(', ')}]` : String(value ?? 'none'));

function mismatch(sentence: string, found: readonly string[], advice: string): Error {
  const more = found.length > 5 ? ` and ${found.length - 5} more` : '';
  const list = `${found.slice(0, 5).join('; ')}${more}`;
  return createError('STATE_MISMATCH', `${sentence}: ${list}. ${advice}`, { differences: found });
}

/**
 * Checks that a sampler is where a run ends, or advanced from there and still has all draws since in memory.
 *
 * @param from iterations whose draws the run has
 */
export function checkPosition(
  directory: string,
  sampler: RunSampler,
  { commit, state }: StoredCheckpoint,
  from: number,
): void {
  const { iterations, lastClear } = sampler;
  const advice = 'Call `await run.resume(sampler)` before `run.sample`';
  if (lastClear > from || iterations < from) {
    const found = `The sampler is at iteration ${iterations} and has the draws after iteration ${lastClear}`;
    throw usageError(`${found}; the run ${directory} ends at iteration ${from}. ${advice}`);
  }
  if (iterations !== commit.iterations || chainPositions(sampler.state) === chainPositions(state)) return;
  throw usageError(
    `The sampler and the run ${directory} are both at iteration ${iterations}, but in different states. ${advice}`,
  );
}

/** Returns what distinguishes two samplers at the same iteration: the states of their generators and the positions of their chains. */
const chainPositions = ({ chains }: SamplerState): string =>
  plainKey(
    chains.map((chain) => {
      const levels = 'levels' in chain ? chain.levels : [chain];
      return [chain.random, levels.map(({ position }) => position)];
    }),
  );

/** Checks that the names in the model's blobs are those of the run. */
export function checkBlobs(directory: string, sampler: RunSampler, blobs: readonly string[]): void {
  const names = Object.keys(sampler.currentBlobs ?? {});
  if (plainKey(names) === plainKey(blobs)) return;
  const list = (all: readonly string[]): string => (all.length === 0 ? 'no blob' : `the blobs ${all.join(', ')}`);
  const difference = `blobs: the model returns ${list(names)}, the run has ${list(blobs)}`;
  throw createError('STATE_MISMATCH', `The run ${directory} is of another model: ${difference}`, {
    differences: [difference],
  });
}
