import type { Run } from '@epsie/io';
import { UsageError } from '../contract/command.ts';
import { didYouMean } from '../help/nearest.ts';

/** Opens a run to read it. */
export async function openRun(directory: string): Promise<Run> {
  const { Run } = await import('@epsie/io');
  return Run.open(directory);
}

/**
 * Opens a run that has draws.
 *
 * @throws UsageError if nothing was committed yet
 */
export async function openWithDraws(directory: string): Promise<Run> {
  const run = await openRun(directory);
  if (run.length > 0) return run;
  throw new UsageError(
    `${directory} has no draws yet. Sample first, or wait for the first commit: \`epsie watch ${directory}\`.`,
  );
}

/**
 * Opens a run of several temperatures that has draws.
 *
 * @throws UsageError if it has one temperature, or records one
 */
export async function openTempered(directory: string): Promise<Run> {
  const run = await openWithDraws(directory);
  if (run.temperatures > 1) return run;
  const isTempered = (run.configuration.tempering?.betas.length ?? 1) > 1;
  const reason = isTempered ? "records the coldest temperature alone (`levels: 'coldest'`)" : 'has one temperature';
  throw new UsageError(`${directory} ${reason}: sample all levels of a \`ParallelTemperedSampler\`, and record them.`);
}

/**
 * Checks the names of parameters.
 *
 * @throws UsageError for a name that the run does not have
 */
export async function expectParameters(names: readonly string[], known: readonly string[]): Promise<void> {
  const wrong = names.find((name) => !known.includes(name));
  if (wrong === undefined) return;
  const near = await didYouMean(wrong, known);
  throw new UsageError(
    `Unknown parameter \`${wrong}\`: the run has ${known.map((name) => `\`${name}\``).join(', ')}.${near}`,
  );
}
