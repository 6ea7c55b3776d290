import type { Run } from '@epsie/io';
import type { ExecutionContext } from 'ava';
import { History, type RunSampler } from '#src/run/recording/history.js';

/** What of the draws of an uninterrupted sampler a run should have. */
export type Recorded = { readonly temperatures?: number; readonly thin?: number };

const every = (values: ArrayLike<number>, thin: number): Float64Array =>
  Float64Array.from(values).filter((_, i) => (i + 1) % thin === 0);

/**
 * How the numbers of a run differ from those that a sampler has in memory since its start; nothing if every bit is the same. The
 * sampler may have gone further.
 */
export async function firstDifferentDraw(
  run: Run,
  sampler: RunSampler,
  { temperatures = run.temperatures, thin = 1 }: Recorded = {},
): Promise<string | undefined> {
  const history = new History(sampler);
  const { tempering } = sampler.configuration;
  for (let t = 0; t < temperatures; t++) {
    for (let chain = 0; chain < sampler.chains; chain++) {
      const place = { temperature: t, chain };
      for (const { name, kind } of run.variables) {
        const actual = await run.draws(name, place);
        if (!begins(actual, every(column(history, name, kind, t, chain), thin))) return `${name}[${t}][${chain}]`;
      }
      if (run.sweeps === 0) continue;
      const index = await run.swaps('index', place);
      if (!begins(index, every(history.swapIndex(t, chain), thin))) return `swap index [${t}][${chain}]`;
      const ratio = history.swapRatio(t, chain);
      if (typeof ratio !== 'number' && !begins(await run.swaps('ratio', place), every(ratio, thin)))
        return `swap ratio`;
      const betas = await run.betas(place);
      const fixed = new Float64Array(sampler.iterations).fill(tempering?.betas[t] ?? 1);
      const wanted = tempering?.ladder === undefined ? fixed : history.beta(t, chain);
      if (!begins(betas, every(wanted as Float64Array, thin))) return `beta [${t}][${chain}]`;
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

function column(history: History, name: string, kind: string, t: number, chain: number): ArrayLike<number> {
  if (kind === 'parameter') return history.parameter(name, t, chain);
  if (kind === 'blob') return history.blob(name, t, chain);
  if (name === 'accepted') return history.acceptance('accepted', t, chain);
  if (name === 'acceptanceRatio') return history.acceptance('ratio', t, chain);
  return history.stat(name as 'logPrior', t, chain);
}

const begins = (begin: Float64Array, all: Float64Array): boolean =>
  begin.length <= all.length && begin.every((value, i) => Object.is(value, all[i]));
