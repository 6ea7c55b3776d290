import type { JointPriorParameter, PriorDomain, Random } from '@epsie/core';
import { describe, expected, expectOptions, typeError } from '@epsie/core/checks';
import { expectDomain, expectFunction, expectSd, isInside } from '../distributions/custom/domain.ts';

/** Options of {@link customJoint}. */
export type CustomJointOptions<P extends string> = {
  /** Values that each parameter can have, whatever the others are. */
  readonly domains: { readonly [K in P]: PriorDomain };
  /** Returns the log density at a point of these domains. It must be normalised: nobody checks that. */
  readonly logDensity: (point: { readonly [K in NoInfer<P>]: number }) => number;
  /** Returns a draw. The generator must be its only source of randomness. Without it, a sampler needs start positions. */
  readonly sample?: (random: Random) => { readonly [K in NoInfer<P>]: number };
  /** Standard deviation of each parameter, from which proposals can choose their first scale. Default: unknown. */
  readonly sd?: { readonly [K in NoInfer<P>]?: number };
};

/**
 * Creates a prior of several parameters that depend on each other, from functions of your own. The result is to be spread into the
 * `prior` of a model. Outside of the domains the log density is −Infinity, and your function is not called.
 *
 * The density must integrate to 1: the evidence depends on it, and this cannot be checked.
 *
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { customJoint } from '@epsie/priors';
 *
 * // Uniform on the unit disc.
 * const disc = customJoint({
 *   domains: { x: { lower: -1, upper: 1 }, y: { lower: -1, upper: 1 } },
 *   logDensity: ({ x, y }) => (x * x + y * y <= 1 ? -Math.log(Math.PI) : -Infinity),
 *   sample(random) {
 *     const [radius, angle] = [Math.sqrt(random.random()), random.uniform(0, 2 * Math.PI)];
 *     return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
 *   },
 *   sd: { x: 0.5, y: 0.5 },
 * });
 * const model = { prior: { ...disc }, logLikelihood: ({ x, y }: { x: number; y: number }) => -x * x - y * y };
 * ```
 */
export function customJoint<const P extends string>(
  options: CustomJointOptions<P>,
): { readonly [K in P]: JointPriorParameter } {
  expectOptions('customJoint', options, ['domains', 'logDensity', 'sample', 'sd'], EXAMPLE);
  const { domains, logDensity, sample, sd = {} as NonNullable<typeof options.sd> } = options;
  const names = expectDomains(domains);
  expectFunction('logDensity', logDensity);
  if (sample !== undefined) expectFunction('sample', sample);
  const point = Object.fromEntries(names.map((name) => [name, Number.NaN])) as { [K in P]: number };
  const joint = {
    logDensity(values: readonly number[]): number {
      for (let i = 0; i < names.length; i++) {
        const name = names[i] as P;
        const value = values[i] as number;
        if (!isInside(domains[name], value)) return Number.isNaN(value) ? value : Number.NEGATIVE_INFINITY;
        point[name] = value;
      }
      return logDensity(point);
    },
    ...(sample === undefined ? {} : { sample: (random: Random) => readDraw(sample(random), names) }),
  };
  const entries = names.map((name): [P, JointPriorParameter] => {
    return [name, { domain: domains[name], sd: expectSd(`sd.${name}`, sd[name]), joint, names }];
  });
  return Object.fromEntries(entries) as { readonly [K in P]: JointPriorParameter };
}

const EXAMPLE = 'customJoint({ domains: { x: { lower: 0, upper: 1 }, … }, logDensity: ({ x, … }) => … })';

function expectDomains<P extends string>(domains: { readonly [K in P]: PriorDomain }): readonly P[] {
  if (typeof domains !== 'object' || domains === null || Array.isArray(domains))
    throw typeError(expected('domains', 'an object like { x: { lower: 0, upper: 1 }, … }', domains));
  const names = Object.keys(domains) as P[];
  if (names.length < 2)
    throw typeError(
      `Expected \`domains\` to have two parameters or more, got ${describe(domains)}. For one, write \`custom\``,
    );
  for (const name of names) expectDomain(`domains.${name}`, domains[name]);
  return names;
}

const readDraw = <P extends string>(draw: { readonly [K in P]: number }, names: readonly P[]): number[] =>
  names.map((name) => {
    const value: unknown = (draw as { readonly [K in P]?: unknown } | undefined)?.[name];
    if (typeof value === 'number') return value;
    throw typeError(`Expected \`sample\` to return a number for \`${name}\`, got ${describe(value)}`);
  });
