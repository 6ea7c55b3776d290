import type { Run } from '@epsie/io';
import type { RunSampler } from '#src/run/recording/run-sampler.js';

/** Numbers of every temperature, sweep by sweep. */
type Swaps = { readonly index: readonly Float64Array[]; readonly ratio: readonly Float64Array[] };

const isSame = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.from(a).every((value, i) => Object.is(value, b[i]));

/** Returns the thinning interval of a bounded run from its definition: the smallest that does not exceed the bound. */
export function intervalAt(iterations: number, maxDraws: number, thin: number = 1): number {
  return Math.floor(iterations / thin) <= maxDraws ? thin : intervalAt(iterations, maxDraws, 2 * thin);
}

/** Takes every `step`-th number of a sampler's memory up to an iteration, as a thinned run has them. */
const every = (numbers: Float64Array, step: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => numbers[(i + 1) * step - 1] as number);

/** Follows the states through all sweeps of a row, one by one. */
function rowOf(swaps: Swaps, from: number, to: number): { readonly index: number[]; readonly ratio: number[] } {
  let index = swaps.index.map((_, temperature) => temperature);
  const ratio = swaps.ratio.map(() => Number.NaN);
  for (let sweep = from; sweep < to; sweep++) {
    const before = index;
    index = swaps.index.map((origins) => before[origins[sweep] as number] as number);
    for (const [pair, ratios] of swaps.ratio.entries())
      if (!Number.isNaN(ratios[sweep])) ratio[pair] = ratios[sweep] as number;
  }
  return { index, ratio };
}

/**
 * Returns the first difference between a bounded run of all temperatures and the memory of a sampler that ran without interruption, which may
 * have advanced further; `undefined` if the run is as it should be, to the bit.
 */
export async function firstBoundedDifference(run: Run, sampler: RunSampler): Promise<string | undefined> {
  const { thin: first, maxDraws = 0 } = run.recording;
  const thin = intervalAt(run.iterations, maxDraws, first);
  const length = Math.floor(run.iterations / thin);
  if (run.thin !== thin || run.length !== length)
    return `${run.length} draws with thin ${run.thin}, not ${length}, ${thin}`;
  if (length > 0 && run.iterationOfDraw(length - 1) !== length * thin) return 'iteration of the last draw';
  for (let temperature = 0; temperature < run.temperatures; temperature++) {
    for (let chain = 0; chain < run.chains; chain++) {
      const series = { temperature, chain };
      for (const { name } of run.variables) {
        if (!isSame(await run.draws(name, series), every(sampler.history.draws(name, series), thin, length)))
          return `${name} [${temperature}][${chain}]`;
      }
      if (!isSame(await run.betas(series), every(sampler.history.betas(series), thin, length)))
        return `beta [${temperature}][${chain}]`;
    }
  }
  return run.sweeps === 0 ? undefined : firstSwapDifference(run, sampler, thin);
}

async function firstSwapDifference(run: Run, { history }: RunSampler, thin: number): Promise<string | undefined> {
  const levels = Array.from({ length: run.temperatures }, (_, temperature) => temperature);
  const interval = run.configuration.tempering?.swapInterval ?? 1;
  if (run.sweeps !== Math.floor(run.iterations / (interval * thin))) return `${run.sweeps} sweeps`;
  for (let chain = 0; chain < run.chains; chain++) {
    const all = {
      index: levels.map((temperature) => history.swaps('index', { temperature, chain })),
      ratio: levels.map((temperature) => history.swaps('ratio', { temperature, chain })),
    };
    const rows = Array.from({ length: run.sweeps }, (_, row) => rowOf(all, row * thin, (row + 1) * thin));
    for (const temperature of levels) {
      for (const name of ['index', 'ratio'] as const) {
        const expected = rows.map((row) => row[name][temperature] as number);
        if (!isSame(await run.swaps(name, { temperature, chain }), expected))
          return `${name} [${temperature}][${chain}]`;
      }
    }
  }
  return undefined;
}
