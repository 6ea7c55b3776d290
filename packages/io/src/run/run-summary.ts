import type { RecordedRun } from './recorded-run.ts';

/** What a person wants to know of a run at a glance. */
export function summaryOf(run: RecordedRun & { readonly warnings: readonly string[] }): object {
  const { parameters, tempering } = run.configuration;
  return {
    directory: run.directory,
    parameters: parameters.join(', '),
    chains: run.chains,
    ...(tempering === undefined ? {} : { temperatures: tempering.betas.length }),
    iterations: run.iterations,
    draws: run.length,
    ...(run.recording.thin === 1 ? {} : { thin: run.recording.thin }),
    seed: run.seed,
    created: run.created,
    ...(run.warnings.length === 0 ? {} : { warnings: run.warnings }),
  };
}
