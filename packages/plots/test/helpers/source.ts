import type { Recorded } from '@epsie/analysis';
import { type Configuration, createBitGenerator, Random, type Selection } from '@epsie/core';

/** Draws of a chain: `(chain, draw, random) => value`; draws of NaN are of an inactive parameter. */
export type Law = (chain: number, draw: number, random: Random) => number;

/** A source in memory with draws from laws by parameter name. */
export function sourceOf(
  laws: Readonly<Record<string, Law>>,
  {
    chains = 4,
    length = 1000,
    temperatures = 1,
    proposals = [],
    seed = 1,
    each = 1,
  }: {
    chains?: number;
    length?: number;
    temperatures?: number;
    proposals?: readonly unknown[];
    seed?: number;
    /** Iterations between recorded draws. */
    each?: number;
  } = {},
): Recorded<Float64Array> {
  const names = Object.keys(laws);
  const columns = new Map<string, Float64Array>();
  const column = (name: string, chain: number, temperature: number): Float64Array => {
    const key = `${name} ${chain} ${temperature}`;
    const found = columns.get(key);
    if (found !== undefined) return found;
    const random = new Random(
      createBitGenerator(seed + 1000 * chain + 7 * temperature + 31 * (names.indexOf(name) + 1)),
    );
    const law = laws[name] ?? ratioLaw;
    const made = Float64Array.from({ length }, (_, draw) => law(chain, draw, random));
    columns.set(key, made);
    return made;
  };
  const variables = [
    ...names.map((name) => ({ name, kind: 'parameter' as const, origin: name, type: 'float64' as const })),
    { name: 'acceptanceRatio', kind: 'stat' as const, origin: 'acceptanceRatio', type: 'float64' as const },
  ];
  const ratioLaw: Law = (chain, _, random) => Math.min(1, random.random() * (0.5 + 0.02 * (chain % 5)));
  return {
    chains,
    temperatures,
    iterations: length * each,
    length,
    sweeps: 0,
    variables,
    iterationOfDraw: (draw) => (draw + 1) * each,
    draws: (name, { chain, temperature = 0, burnIn = 0, from, to, thin = 1 }) => {
      const all = column(name, chain, temperature);
      const start = from ?? Math.floor(burnIn / each);
      const kept = all.subarray(start, to ?? length);
      return thin === 1 ? kept : kept.filter((_, i) => i % thin === 0);
    },
    configuration: { kind: 'metropolis-hastings', parameters: names, proposals } as unknown as Configuration,
  };
}

/** The same source as a run on disk has it: columns are promises. */
export function onDisk(source: Recorded<Float64Array>): Recorded<Promise<Float64Array>> {
  const draws = (name: string, selection: Selection): Promise<Float64Array> =>
    Promise.resolve(source.draws(name, selection));
  return { ...source, draws } as unknown as Recorded<Promise<Float64Array>>;
}

/** Independent draws from a normal distribution. */
export const gaussian =
  (mean = 0, sd = 1): Law =>
  (_, __, random) =>
    mean + sd * random.standardNormal();

/** An autoregressive chain with a correlation between neighbours. */
export function walk(rho: number, mean = 0, sd = 1): Law {
  let last = 0;
  return (_, draw, random) => {
    last = draw === 0 ? random.standardNormal() : rho * last + Math.sqrt(1 - rho * rho) * random.standardNormal();
    return mean + sd * last;
  };
}
