import type { Run } from '@epsie/io';
import type { ExecutionContext } from 'ava';
import type { RunSampler } from '#src/run/recording/run-sampler.js';

/** Part of the draws of an uninterrupted sampler that a run should have. */
export type Recorded = { readonly temperatures?: number; readonly thin?: number };

const every = (values: ArrayLike<number>, thin: number): Float64Array =>
  Float64Array.from(values).filter((_, i) => (i + 1) % thin === 0);

/**
 * Returns the first difference between the numbers of a run and those that a sampler has in memory since its start; `undefined` if they
 * are bit-identical. The sampler may have advanced further.
 */
export async function firstDifferentDraw(
  run: Run,
  sampler: RunSampler,
  { temperatures = run.temperatures, thin = 1 }: Recorded = {},
): Promise<string | undefined> {
  const { history } = sampler;
  for (let temperature = 0; temperature < temperatures; temperature++) {
    for (let chain = 0; chain < sampler.chains; chain++) {
      const series = { temperature, chain };
      const differs = (actual: Float64Array, expected: Float64Array) => !begins(actual, every(expected, thin));
      for (const { name } of run.variables) {
        if (differs(await run.draws(name, series), history.draws(name, series)))
          return `${name}[${temperature}][${chain}]`;
      }
      if (run.sweeps === 0) continue;
      for (const name of ['index', 'ratio'] as const) {
        if (differs(await run.swaps(name, series), history.swaps(name, series)))
          return `swap ${name} [${temperature}][${chain}]`;
      }
      if (differs(await run.betas(series), history.betas(series))) return `beta [${temperature}][${chain}]`;
    }
  }
  return undefined;
}

/** Asserts that a run has every bit of a sampler's history. */
export async function assertSameDraws(
  t: ExecutionContext,
  run: Run,
  sampler: RunSampler,
  recorded?: Recorded,
): Promise<void> {
  t.is(run.length, Math.floor(sampler.iterations / (recorded?.thin ?? 1)));
  t.is(await firstDifferentDraw(run, sampler, recorded), undefined);
}

const begins = (begin: Float64Array, all: Float64Array): boolean =>
  begin.length <= all.length && begin.every((value, i) => Object.is(value, all[i]));
