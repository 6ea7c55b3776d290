import { createBitGenerator, type JointPriorParameter, type ParameterPrior, Random } from '@epsie/core';
import { describe, expected, isNumbers, typeError } from '@epsie/core/checks';
import { isRecord } from '../checks/record.ts';

/** Prior by parameter name: the distributions that a model declares, or draws. Parameters may be left out. */
export type ShownPrior = Readonly<Record<string, ParameterPrior | JointPriorParameter | ArrayLike<number>>>;

/** The prior of one parameter. */
export type PriorOf = {
  /** Density; missing where only draws are known. */
  readonly density?: (x: number) => number;
  /** Draws; undefined where they cannot be drawn, and of a flat prior, no part of which is denser than another. */
  readonly draws: () => Float64Array | undefined;
};

/** Number of draws from a prior. */
const DRAWS = 20_000;
const WANTED = 'an object such as { x: normal(0, 1) }, or draws by name';

/**
 * Checks for a prior by parameter name. Returns the function that finds the prior of a parameter.
 *
 * @throws TypeError for a value that is neither a distribution nor draws
 */
export function expectPrior(prior: unknown): (name: string) => PriorOf | undefined {
  if (prior === undefined) return () => undefined;
  if (!isRecord(prior)) throw typeError(expected('prior', WANTED, prior));
  const names = Object.keys(prior);
  const known = new Map(names.map((name) => [name, priorOf(name, prior[name], names)]));
  return (name) => known.get(name);
}

function priorOf(name: string, value: unknown, all: readonly string[]): PriorOf {
  if (isNumbers(value)) return { draws: () => Float64Array.from(value) };
  const given = value as Partial<ParameterPrior & JointPriorParameter> | null | undefined;
  if (typeof given?.logDensity === 'function') return ofParameter(given as ParameterPrior, all.indexOf(name));
  // The draws of all parameters of a joint prior are the same points.
  if (given?.joint !== undefined && given.names !== undefined)
    return ofJoint(name, given as JointPriorParameter, all.indexOf(given.names[0] as string));
  throw typeError(`Expected \`prior.${name}\` to be a distribution or an array of draws, got ${describe(value)}`);
}

function ofParameter(prior: ParameterPrior, seed: number): PriorOf {
  return {
    density: (x) => Math.exp(prior.logDensity(x)),
    draws: () => (prior.flat ? undefined : draw(seed, (random) => prior.sample?.(random))),
  };
}

function ofJoint(name: string, { joint, names }: JointPriorParameter, seed: number): PriorOf {
  if (joint.sample === undefined)
    throw typeError(`Expected the joint prior of \`${name}\` to have \`sample\`. Pass draws: { ${name}: [ … ] }`);
  const at = names.indexOf(name);
  return { draws: () => draw(seed, (random) => joint.sample?.(random)[at]) };
}

function draw(seed: number, sample: (random: Random) => number | undefined): Float64Array | undefined {
  const random = new Random(createBitGenerator(seed + 1));
  const first = sample(random);
  if (first === undefined) return undefined;
  return Float64Array.from({ length: DRAWS }, () => sample(random) as number);
}
