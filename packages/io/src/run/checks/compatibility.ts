// Whether a sampler belongs to a run, and stands where the run ends.

import { createError, type SamplerState } from '@epsie/core';
import { differences, expected, plainKey } from '@epsie/core/checks';
import type { StoredCheckpoint } from '../checkpoints/checkpoint-store.ts';
import type { Manifest } from '../manifest.ts';
import { type RecordingOptions, resolveRecording } from '../recording/recording-options.ts';
import type { RunSampler } from '../recording/run-sampler.ts';

/** Checks that something is a sampler. */
export function expectSampler(sampler: unknown): asserts sampler is RunSampler {
  const { configuration, setState, run } = (sampler ?? {}) as Partial<RunSampler>;
  if (typeof configuration === 'object' && typeof setState === 'function' && typeof run === 'function') return;
  const what = 'a `MetropolisHastingsSampler` or a `ParallelTemperedSampler` of @epsie/core';
  throw new TypeError(expected('sampler', what, sampler));
}

/**
 * Checks that a sampler is set as that of the run.
 *
 * @param seed of the run; nothing if the run is new and takes the seed of the sampler
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
  // One that was not given is drawn, and gives way to that of the run.
  if (seed !== undefined && sampler.seedGiven && sampler.seed !== seed)
    found.push(`seed: the sampler has ${sampler.seed}, the run has ${seed}`);
  if (found.length === 0) return;
  const advice = 'Build the sampler as it was when the run was made, or use another directory';
  throw mismatch(`The run ${directory} is of another sampler`, found, advice);
}

/**
 * Checks that the options that were given are those of the run.
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
  throw mismatch(`The run ${directory} was made with other options`, found, advice);
}

const differencesOf = (name: string, given: unknown, run: unknown): string[] =>
  plainKey(given) === plainKey(run) ? [] : [`${name}: expected ${text(run)}, that of the run, got ${text(given)}`];

const text = (value: unknown): string => (Array.isArray(value) ? `[${value.join(', ')}]` : String(value));

function mismatch(sentence: string, found: readonly string[], advice: string): Error {
  const more = found.length > 5 ? ` and ${found.length - 5} more` : '';
  const list = `${found.slice(0, 5).join('; ')}${more}`;
  return createError('STATE_MISMATCH', `${sentence}: ${list}. ${advice}`, { differences: found });
}

/**
 * Checks that a sampler stands where a run ends, or went on from there and still knows how.
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
    const standing = `The sampler has made ${iterations} iterations and remembers those from ${lastClear} on`;
    throw new Error(`${standing}; the run ${directory} ends at ${from}. ${advice}`);
  }
  if (iterations !== commit.iterations || chainPositions(sampler.state) === chainPositions(state)) return;
  throw new Error(
    `The sampler and the run ${directory} have both made ${iterations} iterations, but not the same ones. ${advice}`,
  );
}

/** What tells two samplers apart that have made as many iterations: where their chains and generators are. */
const chainPositions = ({ chains }: SamplerState): string =>
  plainKey(
    chains.map((chain) => {
      const levels = 'levels' in chain ? chain.levels : [chain];
      return [chain.random, levels.map(({ position }) => position)];
    }),
  );

/** Checks that the model's blobs are those that the run records. */
export function checkBlobs(directory: string, sampler: RunSampler, blobs: readonly string[]): void {
  const names = Object.keys(sampler.currentBlobs ?? {});
  if (plainKey(names) === plainKey(blobs)) return;
  const list = (all: readonly string[]): string => (all.length === 0 ? 'no blob' : `the blobs ${all.join(', ')}`);
  const difference = `blobs: the model gives ${list(names)}, the run has ${list(blobs)}`;
  throw createError('STATE_MISMATCH', `The run ${directory} is of another model: ${difference}`, {
    differences: [difference],
  });
}
