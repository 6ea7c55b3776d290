import type { Random } from '@epsie/core';
import { type Domain, lawOf } from '#src/testing/proposal-domains.js';

/** A density that proposals must keep, with exact draws of it. */
export interface Target {
  readonly parameters: readonly string[];
  /** Returns an exact draw. */
  draw(random: Random): Float64Array;
  /** Returns the log density, but for a constant. */
  logDensity(x: Float64Array): number;
  /** Returns a number that is uniform in [0, 1] if parameter i follows the target; NaN where it is inactive. */
  uniform(x: Float64Array, i: number, random: Random): number;
}

/** Returns a target whose parameters are independent, by their domains. */
export function productTarget(domains: { readonly [parameter: string]: Domain }): Target {
  const parameters = Object.keys(domains);
  const laws = Object.values(domains).map(lawOf);
  return {
    parameters,
    draw: (random) => Float64Array.from(laws, (law) => law.draw(random)),
    logDensity: (x) => laws.reduce((sum, law, i) => sum + law.logDensity(x[i] as number), 0),
    uniform: (x, i, random) => laws[i]?.uniform(x[i] as number, random) as number,
  };
}

/** Returns a target with an index of components of one real parameter each: given the index, all sets of components are as likely. */
export function transdimensionalTarget(index: string, components: readonly string[]): Target {
  const count = lawOf({ integers: [0, components.length] });
  const component = lawOf('real');
  // The constant that a normal density needs to integrate to 1: here the number of factors varies.
  const logNorm = 0.5 * Math.log(2 * Math.PI);
  return {
    parameters: [index, ...components],
    draw(random) {
      const k = count.draw(random);
      const active = new Set(random.sample([...components.keys()], k));
      const values = components.map((_, i) => (active.has(i) ? component.draw(random) : Number.NaN));
      return Float64Array.of(k, ...values);
    },
    logDensity: ([k, ...values]) =>
      values
        .filter((x) => !Number.isNaN(x))
        .reduce((sum, x) => sum + component.logDensity(x) - logNorm, count.logDensity(k as number)),
    uniform(x, i, random) {
      if (i === 0) return count.uniform(x[0] as number, random);
      return Number.isNaN(x[i]) ? Number.NaN : component.uniform(x[i] as number, random);
    },
  };
}
