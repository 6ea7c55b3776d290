// Whether a sampler belongs to a run, and stands where the run ends.

import { createError, type EpsieErrorOf, type SamplerState } from '@epsie/core';
import { differences, expected, plainKey } from '@epsie/core/checks';
import type { Checkpoint } from './checkpoint-store.ts';
import type { RunSampler } from './history.ts';
import type { Manifest } from './manifest.ts';
import { type RecordingOptions, resolveRecording } from './recording-options.ts';

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
 * @throws EpsieError `STATE_MISMATCH` that lists what differs
 */
export function checkConfiguration(directory: string, manifest: Manifest, sampler: RunSampler): void {
  const found = differences('', sampler.configuration, manifest.configuration, ['the sampler', 'the run']);
  if (sampler.chains !== manifest.chains)
    found.push(`chains: the sampler has ${sampler.chains}, the run has ${manifest.chains}`);
  if (found.length > 0)
    throw mismatch(
      `The run ${directory} is of another sampler`,
      found,
      'Build the sampler as it was when the run was made, or take another directory',
    );
}

/**
 * Checks that a seed that the sampler was given is that of the run.
 *
 * @throws EpsieError `STATE_MISMATCH`
 */
export function checkSeed(directory: string, seed: bigint, sampler: RunSampler): void {
  if (!sampler.seedGiven || sampler.seed === seed) return;
  const difference = `seed: the sampler has ${sampler.seed}, the run has ${seed}`;
  throw mismatch(
    `The run ${directory} is of another seed`,
    [difference],
    `Build the sampler with \`seed: ${seed}n\` or without a seed, or take another directory for a run of another seed`,
  );
}

/**
 * Checks that the options of recording that are given are those of the run.
 *
 * @throws EpsieError `STATE_MISMATCH` that lists what differs
 */
export function checkRecording(
  directory: string,
  recording: RecordingOptions,
  options: Partial<RecordingOptions>,
): void {
  const asked = resolveRecording({ ...recording, ...options });
  const found = differences('', asked, recording, ['this call', 'the run']);
  if (found.length > 0)
    throw mismatch(
      `The run ${directory} is recorded in another way`,
      found,
      'Leave these options out, or take another directory',
    );
}

/** A `STATE_MISMATCH` with the first differences in its message. */
export function mismatch(what: string, found: readonly string[], advice: string): EpsieErrorOf<'STATE_MISMATCH'> {
  const more = found.length > 5 ? ` and ${found.length - 5} more` : '';
  return createError('STATE_MISMATCH', `${what}: ${found.slice(0, 5).join('; ')}${more}. ${advice}`, {
    differences: found,
  });
}

/**
 * Checks that a sampler stands where a run ends, or went on from there and still knows how.
 *
 * @param from iterations whose draws the run has
 */
export function checkPosition(
  directory: string,
  sampler: RunSampler,
  { commit, state }: Checkpoint,
  from: number,
): void {
  const { iterations, lastClear } = sampler;
  const advice = 'Call `await run.resume(sampler)` before `run.sample`';
  if (lastClear > from || iterations < from) {
    const standing = `The sampler has made ${iterations} iterations and remembers those from ${lastClear} on`;
    throw new Error(`${standing}; the run ${directory} ends at ${from}. ${advice}`);
  }
  if (iterations !== commit.iterations || places(sampler.state) === places(state)) return;
  throw new Error(
    `The sampler and the run ${directory} have both made ${iterations} iterations, but not the same ones. ${advice}`,
  );
}

/** What tells two samplers apart that have made as many iterations: where their chains and generators are. */
const places = ({ chains }: SamplerState): string =>
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
