import { type EpsieErrorCode, isEpsieError, type ParallelTemperedSampler } from '@epsie/core';
import { Run } from '@epsie/io';
import type { Parameter } from './model.ts';

/** Where a run is, and what its chains are drawn from. */
export type Place = { readonly directory: string; readonly seed: bigint };

/** Neighbours are much alike: every twentieth iteration is kept, of all temperatures, and of the rest what the tables show. */
const RECORDING = { levels: 'all', thin: 20, stats: ['accepted', 'swaps'] } as const;

/** Opens the run, or makes it, and puts the sampler where it ends: at a start from the prior if it is new. */
export async function openRun({ directory, seed }: Place, sampler: ParallelTemperedSampler<Parameter>): Promise<Run> {
  const run = await Run.openOrCreate(directory, sampler, RECORDING);
  if (run.seed !== seed) throw new Refusal(otherOptions(directory, [`--seed: ${seed} now, ${run.seed} in the run`]), 2);
  if (!(await run.resume(sampler))) await sampler.start();
  return run;
}

/** Something that the user has to decide. */
export class Refusal {
  readonly message: string;
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    this.message = message;
    this.exitCode = exitCode;
  }
}

/** What an error asks of the user; nothing if it is one of the program. */
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
  const wayOut = `Take the options of that run to go on with it, or start anew: rm -r ${directory}, or --run <another>`;
  return `${directory} is a run with other options:\n${list}${wayOut}`;
}

/** The duration of the adaptation, three times in the sampler, comes of an option that the user knows. */
function inWords(difference: string): string {
  const [, now, then] = /duration: .*?(\d+).*?(\d+)/.exec(difference) ?? [];
  return now === undefined ? difference : `--iterations: a burn-in of ${now} iterations now, of ${then} in the run`;
}
