import type { Reading, Recorded } from '@epsie/analysis/sources';
import { resolveSelection } from '@epsie/core/history';

type Column = Float64Array | Promise<Float64Array>;
type SelectionOf = Parameters<Recorded['draws']>[1];

/** Most draws of a quantity at one temperature, of all chains together, that a report reads. */
export const MOST_DRAWS = 100_000;

/** Draws that a report reads once. */
export type SharedSource = {
  /** Every `thin`-th draw. */
  readonly source: Recorded;
  readonly thin: number;
};

/** Returns a source that reads every n-th draw, so that there are at most 100 000 after burn-in, and each of them once. Swaps are those of the run. */
export function sharedSource({ draws, configuration }: Reading, from: number): SharedSource {
  const thin = Math.max(1, Math.ceil(((draws.length - from) * draws.chains) / MOST_DRAWS));
  const length = Math.ceil(draws.length / thin);
  const iterationOfDraw = (draw: number): number => draws.iterationOfDraw(draw * thin);
  const columns = new Map<string, Column>();
  const rows = {
    owner: 'draws' as const,
    length,
    chains: draws.chains,
    temperatures: draws.temperatures,
    iterationOf: iterationOfDraw,
  };
  const read = (key: string, selection: SelectionOf, column: (selection: SelectionOf) => Column): Column => {
    const { chain = 0, temperature, from: first, to, thin: step } = resolveSelection(selection, rows);
    const name = `${temperature} ${chain} ${key}`;
    const all = columns.get(name) ?? column({ chain, temperature, to: draws.length, thin });
    columns.set(name, all);
    const part = (values: Float64Array): Float64Array => everyNth(values.subarray(first, to), step);
    return all instanceof Promise ? all.then(part) : part(all);
  };
  const { betas, swaps, iterationOfSweep, sweeps } = draws;
  const source: Recorded = {
    chains: draws.chains,
    temperatures: draws.temperatures,
    iterations: draws.iterations,
    variables: draws.variables,
    length,
    iterationOfDraw,
    draws: (name, selection) => read(`draws ${name}`, selection, (wanted) => draws.draws(name, wanted)),
    ...(betas === undefined
      ? {}
      : { betas: (selection) => read('betas', selection, (wanted) => betas.call(draws, wanted)) }),
    ...(swaps === undefined ? {} : { swaps: (name, selection) => swaps.call(draws, name, selection) }),
    ...(iterationOfSweep === undefined ? {} : { iterationOfSweep: (sweep) => iterationOfSweep.call(draws, sweep) }),
    ...(sweeps === undefined ? {} : { sweeps }),
    ...(configuration === undefined ? {} : { configuration }),
  };
  return { source, thin };
}

function everyNth(values: Float64Array, step: number): Float64Array {
  if (step === 1) return values;
  return Float64Array.from({ length: Math.ceil(values.length / step) }, (_, i) => values[i * step] as number);
}
