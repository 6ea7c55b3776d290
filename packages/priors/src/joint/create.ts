import type { JointPriorParameter, Random } from '@epsie/core';
import { describe, expected, typeError } from '@epsie/core/checks';
import type { Domain } from '../distributions/distribution.ts';
import type { JointDistribution } from './joint-distribution.ts';

/** Code of a joint distribution. */
export interface JointLaw {
  /** Number of coordinates. */
  readonly size: number;
  /** Mean of each coordinate. */
  readonly mean: readonly number[];
  /** Standard deviation of each coordinate. */
  readonly sd: readonly number[];
  /** Values that a coordinate can have, whatever the others are. */
  readonly domain: Domain;
  /** Returns the log density at a point of as many coordinates. */
  logDensity(point: ArrayLike<number>): number;
  /** Returns a draw. */
  sample(random: Random): number[];
  /** Set where the last coordinate follows from the others: returns it. Only the others are parameters then. */
  last?(others: readonly number[]): number;
}

/** Creates a joint distribution from its code: all that is the same for each of them. */
export function createJoint(law: JointLaw): JointDistribution {
  const { size, mean, sd } = law;
  return {
    size,
    mean,
    sd,
    logDensity: (point) => law.logDensity(point),
    sample: (random) => law.sample(random),
    named: (...names) => nameParameters(law, names),
  };
}

function nameParameters<N extends string>(
  law: JointLaw,
  names: readonly N[],
): { readonly [K in N]: JointPriorParameter } {
  const count = law.last === undefined ? law.size : law.size - 1;
  expectNames(names, count, law.last !== undefined);
  const complete = new Float64Array(law.size);
  const joint = {
    logDensity(point: readonly number[]) {
      if (law.last === undefined) return law.logDensity(point);
      complete.set(point);
      complete[count] = law.last(point);
      return law.logDensity(complete);
    },
    sample: (random: Random) => law.sample(random).slice(0, count),
  };
  const parameters = names.map((name, i) => [name, { domain: law.domain, sd: law.sd[i] as number, joint, names }]);
  return Object.fromEntries(parameters) as { readonly [K in N]: JointPriorParameter };
}

function expectNames(names: readonly unknown[], count: number, butLast: boolean): void {
  const wrong = names.find((name) => typeof name !== 'string' || name === '');
  if (wrong !== undefined) throw typeError(expected('names', 'names of parameters', wrong));
  const what = `${count} names${butLast ? ', one for each number but the last, which follows from the others' : ''}`;
  if (names.length !== count) throw typeError(`Expected \`named\` to get ${what}, got ${describe(names)}`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw typeError(`Expected the names to be distinct, got \`${String(twice)}\` twice`);
}
