import type { MemorySource } from '@epsie/analysis';
import type { Configuration } from '@epsie/core';

type Columns = { readonly [name: string]: readonly (readonly number[])[] };

/** Returns a source of draws that were made up, one array per chain. The iterations of the draws are 1, 2, … */
export function memory(columns: Columns, proposals: readonly object[] = []) {
  const names = Object.keys(columns);
  const chains = Object.values(columns)[0] ?? [];
  const isStatistic = (name: string): boolean => ['logLikelihood', 'logPrior', 'accepted'].includes(name);
  const source = {
    configuration: { kind: 'metropolis-hastings', parameters: names, proposals } as unknown as Configuration,
    chains: chains.length,
    temperatures: 1,
    iterations: chains[0]?.length ?? 0,
    length: chains[0]?.length ?? 0,
    variables: names.map((name) => ({
      name,
      kind: isStatistic(name) ? ('stat' as const) : ('parameter' as const),
      origin: name,
      type: 'float64' as const,
    })),
    iterationOfDraw: (draw: number) => draw + 1,
    draws: (name: string, { chain, burnIn = 0, from = burnIn, to, thin = 1 }: Parameters<Draws>[1]) =>
      Float64Array.from((columns[name]?.[chain] ?? []).slice(from, to).filter((_, i) => i % thin === 0)),
  };
  return source satisfies MemorySource;
}

type Draws = Extract<MemorySource, { draws: unknown }>['draws'];

/** Returns the source with promises of its draws. */
export function disk(source: ReturnType<typeof memory>) {
  return { ...source, draws: async (...args: Parameters<Draws>) => source.draws(...args) };
}
