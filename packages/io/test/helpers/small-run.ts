import { betaLadder, ParallelTemperedSampler, vousden } from '@epsie/core';
import { encodeState } from '#src/codec/index.js';
import type { ProcessIdentity } from '#src/files/process-identity.js';
import type { RunSampler } from '#src/run/recording/run-sampler.js';
import { Run } from '#src/run/run.js';
import type { FixedLength, SampleResult, SampleSettings } from '#src/run/writing/sample-options.js';
import type { CrashFileSystem } from './crash/crash-file-system.js';
import { firstDifferentDraw } from './same-draws.ts';

/** Where small runs are in file systems of the tests. */
export const DIRECTORY = '/run/a.run';

/** Iterations that they have. */
export const ITERATIONS = 12;

type Options = ConstructorParameters<typeof ParallelTemperedSampler<'x'>>[0];

/** A sampler with little to do and of everything a bit: swaps, betas that adapt, a blob. */
export async function startSmall(options: Partial<Options> = {}): Promise<ParallelTemperedSampler<'x'>> {
  const sampler = new ParallelTemperedSampler<'x'>({
    parameters: ['x'],
    model: ({ x }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x, blob: { square: x * x } }),
    betas: betaLadder(3, 9),
    ladder: vousden({ tau: 20 }),
    chains: 2,
    seed: 3,
    ...options,
  });
  const levels = sampler.configuration.tempering?.betas.length ?? 1;
  const row = Array.from({ length: sampler.chains }, (_, i) => i);
  await sampler.start({ x: Array.from({ length: levels }, () => row) });
  return sampler;
}

/** One that was never interrupted. */
export const uninterrupted = startSmall().then(async (sampler) => {
  await sampler.run(ITERATIONS);
  return sampler;
});

/** Lets a run get its iterations, with a commit every few of them. */
export function sampleSmall(
  run: Run,
  sampler: RunSampler,
  options: SampleSettings & Partial<FixedLength> = {},
): Promise<SampleResult> {
  return run.sample(sampler, { iterations: ITERATIONS, segment: 3, checkpoint: { segments: 1 }, ...options });
}

/** Whether two samplers stand at the same place, to the bit. */
export const sameState = (a: RunSampler, b: RunSampler): boolean =>
  Buffer.compare(encodeState(a.state), encodeState(b.state)) === 0;

/** Returns the problem of a run that should be complete, as its next writer finds it. */
export async function faultOfComplete(fs: CrashFileSystem, identity?: ProcessIdentity): Promise<string | undefined> {
  const whole = await uninterrupted;
  const run = await Run.on(fs, identity).open(DIRECTORY);
  if (run.length !== ITERATIONS) return `${run.length} draws`;
  const sampler = await startSmall();
  await run.resume(sampler);
  return sameState(sampler, whole) ? await firstDifferentDraw(run, whole) : 'another state';
}
