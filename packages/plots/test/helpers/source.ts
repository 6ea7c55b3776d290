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
    const law = laws[name] ?? (name === 'logLikelihood' ? likelihoodLaw(temperature) : ratioLaw);
    const made = Float64Array.from({ length }, (_, draw) => law(chain, draw, random));
    columns.set(key, made);
    return made;
  };
  const variables = [
    ...names.map((name) => ({ name, kind: 'parameter' as const, origin: name, type: 'float64' as const })),
    { name: 'acceptanceRatio', kind: 'stat' as const, origin: 'acceptanceRatio', type: 'float64' as const },
    { name: 'logLikelihood', kind: 'stat' as const, origin: 'logLikelihood', type: 'float64' as const },
  ];
  const ratioLaw: Law = (chain, _, random) => Math.min(1, random.random() * (0.5 + 0.02 * (chain % 5)));
  const likelihoodLaw =
    (temperature: number): Law =>
    (_, __, random) =>
      -10 * temperature - random.random();
  const ladder = Array.from({ length: temperatures }, (_, t) => (t > 0 && t === temperatures - 1 ? 0 : 0.3 ** t));
  // Pairs swap at random, even and odd ones in turn.
  const swaps = (chain: number): { readonly index: Float64Array[]; readonly ratio: Float64Array[] } => {
    const random = new Random(createBitGenerator(seed + 1000 * chain + 13));
    const [index, ratio] = [0, 1].map(() => ladder.map(() => new Float64Array(length).fill(Number.NaN)));
    for (let sweep = 0; sweep < length; sweep++) {
      for (const [t, column] of (index as Float64Array[]).entries()) column[sweep] = t;
      for (let t = sweep % 2; t < temperatures - 1; t += 2) {
        const accepted = random.random() < 0.8;
        (ratio?.[t] as Float64Array)[sweep] = 0.8;
        if (accepted) for (const k of [0, 1]) (index?.[t + k] as Float64Array)[sweep] = t + 1 - k;
      }
    }
    return { index: index as Float64Array[], ratio: ratio as Float64Array[] };
  };
  const made = new Map<number, ReturnType<typeof swaps>>();
  const swapsOf = (chain: number): ReturnType<typeof swaps> => {
    const found = made.get(chain) ?? swaps(chain);
    made.set(chain, found);
    return found;
  };
  return {
    betas: ({ temperature = 0, from = 0, to = length, thin = 1 }) =>
      new Float64Array(Math.ceil((to - from) / thin)).fill(ladder[temperature] as number),
    swaps: (name, { chain, temperature = 0, from = 0, to = length }) =>
      (swapsOf(chain)[name][temperature] as Float64Array).subarray(from, to),
    iterationOfSweep: (sweep) => (sweep + 1) * each,
    chains,
    temperatures,
    iterations: length * each,
    length,
    sweeps: temperatures > 1 ? length : 0,
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
  const betas = (selection: Selection): Promise<Float64Array> =>
    Promise.resolve(source.betas?.(selection) as Float64Array);
  const swaps = (name: 'index' | 'ratio', selection: Selection): Promise<Float64Array> =>
    Promise.resolve(source.swaps?.(name, selection) as Float64Array);
  return { ...source, draws, betas, swaps } as unknown as Recorded<Promise<Float64Array>>;
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
