import { type EpsieErrorCode, isEpsieError, type ParallelTemperedSampler } from '@epsie/core';
import { Run } from '@epsie/io';
import type { Parameter } from './model.ts';

/** The directory and the seed of a run. */
export type Place = { readonly directory: string; readonly seed: bigint };

/** Successive draws are strongly correlated, so every 20th iteration is recorded. The evidence needs all temperatures. */
const RECORDING = { levels: 'all', thin: 20 } as const;

/** Opens or creates the run, and resumes the sampler, or starts it from the prior if the run is new. */
export async function openRun({ directory, seed }: Place, sampler: ParallelTemperedSampler<Parameter>): Promise<Run> {
  const run = await Run.openOrCreate(directory, sampler, RECORDING);
  if (run.seed !== seed) throw new Refusal(otherOptions(directory, [`--seed: ${seed} now, ${run.seed} in the run`]), 2);
  if (!(await run.resume(sampler))) await sampler.start();
  return run;
}

/** A problem that only the user can solve. */
export class Refusal {
  readonly message: string;
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    this.message = message;
    this.exitCode = exitCode;
  }
}

/** Returns the problem behind an error if the user can solve it, `undefined` for other errors. */
export function refusalOf(error: unknown, { directory }: Place): Refusal | undefined {
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
  const [, now, then] = /duration: .*?(\d+).*?(\d+)/.exec(difference) ?? [];
  return now === undefined ? difference : `--iterations: a burn-in of ${now} iterations now, of ${then} in the run`;
}
