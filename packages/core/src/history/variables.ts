import type { Statistic } from './columns.ts';
import type { Variable } from './draw-source.ts';

/** Names of what a draw is indexed by, which no statistic or blob may have; `beta` only where the ladder adapts. */
export const indexNames = (adaptive: boolean): readonly string[] => [
  'iteration',
  'chain',
  'temperature',
  ...(adaptive ? ['beta'] : []),
];

/** Returns a name that is not taken: the name itself, or with as many `_` at the end as it takes. */
export function untakenName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  while (taken.has(free)) free += '_';
  return free;
}

/** Quantities to be named by {@link nameVariables}. */
export type Quantities = {
  /** Names of the parameters. */
  readonly parameters: readonly string[];
  /** Recorded statistics. */
  readonly statistics: readonly Statistic[];
  /** Names in the model's blobs. */
  readonly blobs: readonly string[];
  /** {@link indexNames} of the draws. */
  readonly index: readonly string[];
};

/** Names of the columns of draws, all different. */
export type NamedVariables = {
  /** Names of the index columns, in their order. */
  readonly index: readonly string[];
  /** Parameters, statistics, blobs. */
  readonly variables: readonly Variable[];
};

/**
 * Names the columns of draws. Parameters keep their names; an index, statistic or blob whose name is taken gets `_` at its end, one after
 * the other in this order, which the files of runs rely on.
 */
export function nameVariables({ parameters, statistics, blobs, index }: Quantities): NamedVariables {
  const taken = new Set(parameters);
  const nameOf = (origin: string): string => {
    const name = untakenName(origin, taken);
    taken.add(name);
    return name;
  };
  return {
    index: index.map(nameOf),
    variables: [
      ...parameters.map((name): Variable => ({ name, kind: 'parameter', origin: name, type: 'float64' })),
      ...statistics.map(({ name, type }): Variable => ({ name: nameOf(name), kind: 'stat', origin: name, type })),
      ...blobs.map((name): Variable => ({ name: nameOf(name), kind: 'blob', origin: name, type: 'float64' })),
    ],
  };
}
