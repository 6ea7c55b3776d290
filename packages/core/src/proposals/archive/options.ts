import { expected, expectInteger, expectOptions, isNumbers, unknownParameter } from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import { rangeError, typeError } from '../../errors/wrong-use.ts';
import { domainOfBounds } from '../bounds.ts';
import type { ParameterDomain } from '../family.ts';
import { JUMP_OPTIONS, resolveJumpOptions } from '../jump-options.ts';
import { type Covariance, expectVariance, type Normalised, normaliseCovariance } from '../scales/scale.ts';
import type { JumpOptions, ProposalSpec } from '../spec.ts';

/** Options of the proposals that move by differences of the chain's own past points. */
export type ArchiveOptions<P extends string> = JumpOptions & {
  /**
   * Number of past points to keep, at least two more than parameters. Default: ten for each parameter. A state holds this many points for
   * each level of each chain.
   */
  readonly capacity?: number;
  /**
   * Covariance of the normal jumps with which a chain collects its first points, as of {@link normal}. Default: 1; of a parameter with
   * bounds or a period, the square of a tenth of its width.
   */
  readonly covariance?: Covariance;
  /**
   * Bounds of some or all of the parameters, which can be infinite. A jump beyond them is refused before the model is evaluated there: the model is evaluated at
   * the present point instead. Default: none, which is cheaper for a model that checks its prior first, since the prior then rejects the jump.
   */
  readonly bounds?: { readonly [K in P]?: readonly [lower: number, upper: number] };
  /** Periods of parameters that are angles: the interval that jumps wrap to, or its length if it starts at 0. */
  readonly period?: { readonly [K in P]?: number | readonly [lower: number, upper: number] };
  /** Own steps after which the archive no longer changes. Default: it always does, ever more slowly. */
  readonly duration?: number;
};

type Interval = readonly [lower: number, upper: number];

/** The members that they have in common as plain data. */
export type ArchiveSpec = ProposalSpec & {
  /** Number of past points that the archive holds. */
  readonly capacity: number;
  /** Variances of the first jumps, or the rows of a matrix. */
  readonly covariance?: readonly number[] | readonly (readonly number[])[];
  /** Bounds of each parameter; infinite where it has none. */
  readonly bounds?: readonly (readonly [lower: number, upper: number])[];
  /** Interval of each parameter that is an angle; up to infinity of one that is not. */
  readonly period?: readonly (readonly [lower: number, upper: number])[];
  /** Own steps after which the archive no longer changes. */
  readonly duration?: number;
};

/** Names of {@link ArchiveOptions} without `bounds`. */
export const ARCHIVE_OPTIONS: readonly string[] = ['capacity', 'covariance', 'period', 'duration', ...JUMP_OPTIONS];

/**
 * Checks {@link ArchiveOptions}. Returns all but the kind and the parameters of a proposal.
 *
 * @param known names of the options that the family has
 * @param usualCapacity points that the archive holds by default
 */
export function resolveArchive(
  owner: string,
  names: readonly string[],
  options: ArchiveOptions<string>,
  known: readonly string[],
  usualCapacity: number = 10 * names.length,
): Omit<ArchiveSpec, 'kind' | 'parameters'> {
  expectOptions(owner, options, known);
  const covariance = normaliseCovariance(options.covariance, names.length);
  expectVariance(covariance, false, options.covariance);
  const bounds = resolveIntervals('bounds', options.bounds, names);
  const period = resolveIntervals('period', options.period, names);
  checkApart(names, options);
  const duration = options.duration === undefined ? undefined : expectInteger('duration', options.duration, 1);
  return {
    capacity: resolveCapacity(owner, options.capacity, names.length, usualCapacity),
    ...(covariance === undefined ? {} : { covariance }),
    ...(bounds === undefined ? {} : { bounds }),
    ...(period === undefined ? {} : { period }),
    ...(duration === undefined ? {} : { duration }),
    ...resolveJumpOptions(owner, options, duration === undefined ? undefined : { kind: owner, duration }),
  };
}

/** Returns the variances of the first jumps where none are given. */
export function defaultVariances({ parameters, bounds, period }: ArchiveSpec): Normalised {
  return parameters.map((_, i) => {
    const widths = [bounds?.[i], period?.[i]].map((interval) =>
      interval ? interval[1] - interval[0] : Number.POSITIVE_INFINITY,
    );
    const width = Math.min(...widths);
    return width === Number.POSITIVE_INFINITY ? 1 : (width / 10) ** 2;
  });
}

/** Points from which on differences reach all directions: one more than n differences need. */
export const enoughPoints = (parameters: number): number => parameters + 2;

function resolveCapacity(owner: string, capacity: number | undefined, parameters: number, usual: number): number {
  const least = enoughPoints(parameters);
  if (capacity === undefined) return Math.max(usual, least);
  const points = expectInteger('capacity', capacity, 1);
  if (points >= least) return points;
  throw rangeError(
    `Expected \`capacity\` of \`${owner}\` to be at least ${least}, got ${points}: differences of fewer points do not reach all ` +
      `directions of ${parameters} parameter${parameters === 1 ? '' : 's'}. Leave it out for ${usual} points`,
  );
}

const FREE: { readonly [option in 'bounds' | 'period']: Interval } = {
  bounds: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  period: [0, Number.POSITIVE_INFINITY],
};

function resolveIntervals(
  option: 'bounds' | 'period',
  given: { readonly [parameter: string]: unknown } | undefined,
  names: readonly string[],
): readonly Interval[] | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw typeError(
      expected(option, `an object like { ${names[0]}: ${option === 'bounds' ? '[0, 1]' : '6.28'} }`, given),
    );
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) throw typeError(unknownParameter(unknown, `\`${option}\``, names));
  if (names.every((name) => given[name] === undefined)) return undefined;
  return names.map((name) => (given[name] === undefined ? FREE[option] : resolveInterval(option, name, given[name])));
}

function resolveInterval(option: 'bounds' | 'period', name: string, given: unknown): Interval {
  const length = option === 'period' && typeof given === 'number';
  const pair: unknown = length ? [0, given] : given;
  const what = option === 'period' ? 'a positive number or a pair [lower, upper]' : 'a pair [lower, upper]';
  if (!isNumbers(pair) || pair.length !== 2) throw typeError(expected(`${option}.${name}`, what, given));
  const [lower, upper] = Array.from(pair) as [number, number];
  if (lower < upper && (option === 'bounds' || Number.isFinite(upper - lower))) return [lower, upper];
  const numbers = option === 'bounds' ? 'numbers' : 'finite numbers';
  throw rangeError(expected(`${option}.${name}`, `${what} of ${numbers} with lower < upper`, given));
}

function checkApart(names: readonly string[], { bounds, period }: ArchiveOptions<string>): void {
  const both = names.find((name) => bounds?.[name] !== undefined && period?.[name] !== undefined);
  if (both === undefined) return;
  throw typeError(
    `Expected \`${both}\` in \`bounds\` or in \`period\`, got it in both: ${describe({ bounds, period })}`,
  );
}

/** Returns the interval of a parameter with bounds. An angle can have any value, since a jump leads back to an equivalent one. */
export const domainOfArchive = ({ bounds }: ArchiveSpec, index: number): ParameterDomain | undefined =>
  bounds && domainOfBounds({ bounds }, index);
