import { MetropolisHastingsSampler, type Model, type Proposal } from '@epsie/core';
import { estimateByBatches } from './statistics.ts';

/** Samples by parameter and chain. */
export type Draws = { readonly [parameter: string]: readonly Float64Array[] };

type Point = { readonly [parameter: string]: number };

/** A function of a point whose posterior mean is known. */
export type Quantity = {
  readonly name: string;
  readonly of: (point: Point) => number;
  readonly exact: number;
  /** Its scale, to which standard errors are compared. */
  readonly scale: number;
};

/** Result of {@link compare}. */
export type Comparison = {
  /** Quantities that are further from the truth than `TOLERANCE` standard errors, as text. */
  readonly wrong: readonly string[];
  /** The largest standard error, in units of the quantity's scale: the resolution of the comparison. */
  readonly coarsest: number;
};

/** Thinning of the samples that are compared: neighbours are strongly correlated. */
const STRIDE = 4;

/** Standard errors by which an estimate may differ from the truth. */
export const TOLERANCE = 4;

export type Run = {
  readonly model: Model<string>;
  readonly start: Point;
  readonly proposals?: readonly Proposal<string>[];
  readonly chains?: number;
  readonly burnIn?: number;
  readonly iterations?: number;
  readonly seed: number;
};

/** Independent chains from one start, after their burn-in. */
export async function sample(run: Run): Promise<Draws> {
  const { model, start, proposals = [], chains = 8, burnIn = 2000, iterations = 20_000, seed } = run;
  const parameters = Object.keys(start);
  const sampler = new MetropolisHastingsSampler({ parameters, model, proposals, chains, seed });
  await sampler.start(Object.fromEntries(parameters.map((name) => [name, new Array(chains).fill(start[name])])));
  await sampler.run(burnIn);
  sampler.clear();
  await sampler.run(iterations);
  return sampler.positions;
}

/** Compares the means of quantities over all samples with the truth. */
export function compare(draws: Draws, quantities: readonly Quantity[]): Comparison {
  const estimates = seriesOf(draws, quantities).map((chains) => estimateByBatches(chains));
  const wrong = quantities.flatMap(({ name, exact }, i) => {
    const { mean, standardError } = estimates[i] as { mean: number; standardError: number };
    const deviation = Math.abs(mean - exact) / standardError;
    return deviation <= TOLERANCE ? [] : [`${name}: ${mean} is ${deviation.toFixed(1)} standard errors from ${exact}`];
  });
  const errors = quantities.map(({ scale }, i) => (estimates[i]?.standardError as number) / scale);
  return { wrong, coarsest: Math.max(...errors) };
}

function seriesOf(draws: Draws, quantities: readonly Quantity[]): Float64Array[][] {
  const names = Object.keys(draws);
  const chains = draws[names[0] as string] as readonly Float64Array[];
  const series = quantities.map(() => chains.map(({ length }) => new Float64Array(Math.floor(length / STRIDE))));
  const point: { [name: string]: number } = {};
  for (const [c, { length }] of chains.entries()) {
    const columns = names.map((name) => draws[name]?.[c] as Float64Array);
    for (let i = 0; i < Math.floor(length / STRIDE); i++) {
      for (let p = 0; p < names.length; p++) point[names[p] as string] = columns[p]?.[i * STRIDE] as number;
      for (let q = 0; q < quantities.length; q++) {
        (series[q]?.[c] as Float64Array)[i] = (quantities[q] as Quantity).of(point);
      }
    }
  }
  return series;
}

/** Means, variances and covariances of a distribution, about its exact mean. */
export function moments(
  names: readonly string[],
  mean: readonly number[],
  covariance: readonly number[][],
): Quantity[] {
  const at = (i: number) => ({
    name: names[i] as string,
    mean: mean[i] as number,
    sd: Math.sqrt(covariance[i]?.[i] as number),
  });
  const means = names.map((name, i) => ({
    name,
    of: (p: Point) => p[name] as number,
    exact: at(i).mean,
    scale: at(i).sd,
  }));
  const seconds = names.flatMap((_, i) =>
    names.slice(i).map((_name, k): Quantity => {
      const a = at(i);
      const b = at(i + k);
      return {
        name: k === 0 ? `variance of ${a.name}` : `covariance of ${a.name} and ${b.name}`,
        of: (p) => ((p[a.name] as number) - a.mean) * ((p[b.name] as number) - b.mean),
        exact: covariance[i]?.[i + k] as number,
        scale: a.sd * b.sd,
      };
    }),
  );
  return [...means, ...seconds];
}
