import type { RecordedRun } from '@epsie/io';
import { type Parameter, parameters } from './model.ts';

/** Samples of one component. */
export type Component = { readonly mean: number[]; readonly width: number[]; readonly weight: number[] };

/** The contents of the tables of a run. */
export type Summary = {
  /** Number of draws of each chain in the summary. */
  readonly draws: number;
  /** Components, ordered by their means, whatever their labels. */
  readonly components: readonly Component[];
  /** Label orders (by mean) that each cold chain has visited: one for each mode. */
  readonly modes: readonly ReadonlySet<string>[];
  /** Acceptance rate per temperature. */
  readonly acceptance: readonly number[];
  /** Mean acceptance ratio of the swaps between a temperature and the next. */
  readonly swaps: readonly number[];
};

/** Summarises the draws of a run after the burn-in. */
export async function summarize(run: RecordedRun, burnIn: number): Promise<Summary> {
  const from = Math.floor(burnIn / run.recording.thin);
  const components = [1, 2, 3].map((): Component => ({ mean: [], width: [], weight: [] }));
  const modes: Set<string>[] = [];
  for (let chain = 0; chain < run.chains; chain++) modes.push(addChain(components, await readChain(run, chain, from)));
  const temperatures = [...Array(run.temperatures).keys()];
  const rates = (read: (chain: number, temperature: number) => Promise<Float64Array>): Promise<number[]> =>
    Promise.all(temperatures.map((temperature) => average(run.chains, (chain) => read(chain, temperature))));
  const acceptance = await rates((chain, temperature) => run.draws('accepted', { chain, temperature, from }));
  const swaps = await rates((chain, temperature) => run.swaps('ratio', { chain, temperature, from }));
  return { draws: run.length - from, components, modes, acceptance, swaps: swaps.slice(0, -1) };
}

type Columns = { readonly [P in Parameter]: Float64Array };

async function readChain(run: RecordedRun, chain: number, from: number): Promise<Columns> {
  const columns = parameters.map(async (name) => [name, await run.draws(name, { chain, from })]);
  return Object.fromEntries(await Promise.all(columns)) as Columns;
}

/** Adds the draws of a chain to the components; returns the label orders that the chain visited. */
function addChain(components: readonly Component[], columns: Columns): Set<string> {
  const modes = new Set<string>();
  for (let i = 0; i < columns.mean1.length; i++) {
    const byMean = componentsAt(columns, i).sort((a, b) => a.mean - b.mean);
    modes.add(byMean.map(({ label }) => label).join());
    for (const [rank, { mean, width, weight }] of byMean.entries()) {
      components[rank]?.mean.push(mean);
      components[rank]?.width.push(width);
      components[rank]?.weight.push(weight);
    }
  }
  return modes;
}

function componentsAt(columns: Columns, draw: number) {
  const at = (name: Parameter): number => columns[name][draw] as number;
  return [
    { label: 1, mean: at('mean1'), width: Math.exp(at('logWidth1')), weight: at('weight1') },
    { label: 2, mean: at('mean2'), width: Math.exp(at('logWidth2')), weight: at('weight2') },
    { label: 3, mean: at('mean3'), width: Math.exp(at('logWidth3')), weight: 1 - at('weight1') - at('weight2') },
  ];
}

/** Returns the mean over the numbers of all chains. */
async function average(chains: number, read: (chain: number) => Promise<Float64Array>): Promise<number> {
  let [sum, count] = [0, 0];
  for (let chain = 0; chain < chains; chain++) {
    const numbers = await read(chain);
    for (const number of numbers) sum += number;
    count += numbers.length;
  }
  return sum / count;
}
