import { type Configuration, drawStatistics, type SampleHistory, type Variable } from '@epsie/core';
import { indexNames, nameVariables } from '@epsie/core/history';
import type { Field } from '../../samples/arrow.ts';
import type { RecordingOptions } from './recording-options.ts';

/** A column of a table, and how its numbers are read from a sampler. */
export type RecordedColumn = Field & {
  readonly kind: Variable['kind'] | 'index' | 'beta' | 'swap';
  /** The variable, if it is one. */
  readonly variable?: Variable;
  /** Returns all numbers that the sampler has; missing for the index, which follows from row and series. */
  readonly read?: (history: SampleHistory, temperature: number, chain: number) => ArrayLike<number>;
  /** Returns the number that all rows of a series have, for columns of the index other than the iteration. */
  readonly label?: (temperature: number, chain: number) => number;
};

/** Settings that the columns of draws depend on. */
export type ColumnSource = {
  readonly configuration: Configuration;
  readonly options: RecordingOptions;
  /** Names in the model's blobs. */
  readonly blobs: readonly string[];
};

const INDEX: { readonly [name: string]: RecordedColumn } = {
  iteration: { name: 'iteration', type: 'int64', kind: 'index' },
  chain: { name: 'chain', type: 'int32', kind: 'index', label: (_temperature, chain) => chain },
  temperature: { name: 'temperature', type: 'int32', kind: 'index', label: (temperature) => temperature },
  beta: { name: 'beta', type: 'float64', kind: 'beta', read: (history, t, c) => history.betaColumn(t, c) },
};

/** Returns the columns of a table of draws: index, then parameters, statistics and blobs. */
export function drawColumns({ configuration, options, blobs }: ColumnSource): RecordedColumn[] {
  const { parameters, tempering } = configuration;
  const origins = indexNames(tempering?.ladder !== undefined);
  const { index, variables } = nameVariables({
    parameters,
    statistics: drawStatistics.filter(({ name }) => options.stats.includes(name)),
    blobs: options.stats.includes('blobs') ? blobs : [],
    index: origins,
  });
  return [
    ...origins.map((origin, i) => ({ ...(INDEX[origin] as RecordedColumn), name: index[i] as string })),
    ...variables.map(variableColumn),
  ];
}

const variableColumn = (variable: Variable): RecordedColumn => ({
  name: variable.name,
  type: variable.type,
  kind: variable.kind,
  variable,
  read: (history, temperature, chain) => history.column(variable, temperature, chain),
});

/** Returns the columns of a table of swaps. */
export const swapColumns = (): RecordedColumn[] => [
  ...indexNames(false).map((name) => INDEX[name] as RecordedColumn),
  { name: 'index', type: 'int32', kind: 'swap', read: (history, t, c) => history.swapColumn('index', t, c) },
  { name: 'ratio', type: 'float64', kind: 'swap', read: (history, t, c) => history.swapColumn('ratio', t, c) },
];
