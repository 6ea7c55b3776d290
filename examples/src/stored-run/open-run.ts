import { type EpsieErrorCode, isEpsieError, type ParallelTemperedSampler } from '@epsie/core';
import { type RecordingOptions, Run } from '@epsie/io';

/** The directory and the seed of a run. */
export type Place = { readonly directory: string; readonly seed: bigint };

/** Opens or creates the run, and resumes the sampler, or starts it from the prior if the run is new. */
export async function openRun<P extends string>(
  { directory, seed }: Place,
  sampler: ParallelTemperedSampler<P>,
  recording: Partial<RecordingOptions>,
): Promise<Run> {
  const run = await Run.openOrCreate(directory, sampler, recording);
  if (run.seed !== seed) throw new Refusal(otherOptions(directory, [`--seed: ${seed} now, ${run.seed} in the run`]), 2);
  if (!(await run.resume(sampler))) await sampler.start();
  return run;
}

/** A problem that only the user can solve. */
class Refusal {
  readonly message: string;
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    this.message = message;
    this.exitCode = exitCode;
  }
}

/** Prints the problem behind an error and sets the exit code, if the user can solve it. Throws other errors again. */
export function refuse(error: unknown, place: Place): void {
  const refusal = refusalOf(error, place);
  if (refusal === undefined) throw error;
  console.error(refusal.message);
  process.exitCode = refusal.exitCode;
}

function refusalOf(error: unknown, { directory }: Place): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (isEpsieError(error, 'STATE_MISMATCH'))
    return new Refusal(otherOptions(directory, error.differences.map(inWords)), 2);
  const { code, message } = error as { code?: string; message: string };
  return OF_FILES.some((known) => known === code) ? new Refusal(message, 1) : undefined;
}

const OF_FILES: readonly EpsieErrorCode[] = ['FILE_FAILED', 'FILE_DAMAGED', 'RUN_LOCKED'];

function otherOptions(directory: string, differences: readonly string[]): string {
  const list = [...new Set(differences)].map((difference) => `  ${difference}\n`).join('');
  const wayOut = `To resume it, use its options. To start over: rm -r ${directory}, or --run <another>`;
  return `${directory} is a run with different options:\n${list}${wayOut}`;
}

/** Describes a difference. The duration of the adaptation is reported as the option that sets it, `--iterations`. */
function inWords(difference: string): string {
  const [, path, now, then] = /^(.*)duration: .*?(\d+).*?(\d+)/.exec(difference) ?? [];
  if (path === undefined) return difference;
  // A member of `automatic` makes a share of the steps.
  if (path.includes('members')) return `--iterations: a proposal learns for ${now} steps now, for ${then} in the run`;
  return `--iterations: a burn-in of ${now} iterations now, of ${then} in the run`;
}
