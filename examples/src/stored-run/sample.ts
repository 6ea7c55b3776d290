import type { ParallelTemperedSampler } from '@epsie/core';
import { progressLine, type RecordingOptions, type Run } from '@epsie/io';
import { openRun, type Place } from './open-run.ts';

/** Settings of the sampling. */
export type Settings<P extends string> = Place & {
  readonly sampler: ParallelTemperedSampler<P>;
  /** Iterations that the run is to have in all. */
  readonly iterations: number;
  readonly burnIn: number;
  readonly recording: Partial<RecordingOptions>;
  readonly signal: AbortSignal;
};

/** A run, and the iteration from which its draws are used; `undefined` without draws. */
export type Sampled = { readonly run: Run; readonly from: number | undefined };

/** Samples the rest of a run, and prints how far it has come and where it is saved. A run that was stopped sets the exit code 130. */
export async function sampleStored<P extends string>(settings: Settings<P>): Promise<Sampled> {
  const { sampler, iterations, burnIn, directory, signal } = settings;
  const run = await openRun(settings, sampler, settings.recording);
  const before = run.iterations;
  if (before > 0) console.log(`${directory} already has ${before} iterations`);
  const { completed } = await run.sample(sampler, {
    iterations,
    signal,
    checkpoint: { seconds: 1 }, // SIGKILL loses at most this much
    onProgress: progressLine({ label: ({ iterations: made }) => (made <= burnIn ? 'burn-in' : 'sampling') }),
  });
  const isPosterior = run.iterations > burnIn;
  if (!completed) reportStop(run.iterations, isPosterior);
  const next = completed
    ? `To start over: rm -r ${directory}, or --run <another>`
    : 'Run the same command again to resume';
  console.log(`Saved in ${directory}, ${(run.bytes / 1e6).toFixed(1)} MB. ${next}`);
  const from = isPosterior ? burnIn : 0;
  return { run, from: run.length > 0 && run.iterationOfDraw(run.length - 1) > from ? from : undefined };
}

function reportStop(iterations: number, isPosterior: boolean): void {
  console.log(
    `Stopped after ${iterations} iterations${isPosterior ? '' : ' of the burn-in: not yet samples of the posterior'}`,
  );
  process.exitCode = 130;
}
