import { expectBounds, expectNames, expectOptions } from '../../checks/validate.ts';
import { log } from '../../math/elementary.ts';
import { type Bounds, boundsExample } from '../bounds.ts';
import type { BirthDistribution, BirthKernel, BirthSpec } from './birth.ts';

/** A {@link uniformBirth} as plain data. */
export type UniformBirth<P extends string> = BirthSpec<'uniformBirth', P> & {
  /** Lower and upper bound of each. */
  readonly bounds: readonly (readonly [number, number])[];
};

/** Options of {@link uniformBirth}. */
export type UniformBirthOptions<P extends string> = {
  /** Lower and upper bound of each parameter. */
  readonly bounds: Bounds<P>;
};

/**
 * Draws new components of a {@link nestedTransdimensional} proposal uniformly within bounds.
 *
 * @param parameters a name or an array of names: those of the component
 * @throws TypeError or RangeError that names the option, what was expected and what came
 */
export function uniformBirth<const P extends string>(
  parameters: P | readonly P[],
  options: UniformBirthOptions<P>,
): UniformBirth<P> {
  expectOptions('uniformBirth', options, ['bounds'], boundsExample(parameters));
  const names = expectNames('parameters', parameters);
  return { kind: 'uniformBirth', parameters: names, bounds: expectBounds(options.bounds, names) };
}

/** The distribution of {@link uniformBirth}. */
export const uniformDistribution: BirthDistribution<UniformBirth<string>> = {
  kind: 'uniformBirth',
  kernel: createUniformBirth,
};

/** Creates the kernel of {@link uniformBirth}. */
function createUniformBirth({ bounds }: UniformBirth<string>): BirthKernel {
  return {
    draw(index, random) {
      const [lower, upper] = bounds[index] as readonly [number, number];
      return random.uniform(lower, upper);
    },
    logDensity(index, x) {
      const [lower, upper] = bounds[index] as readonly [number, number];
      return x >= lower && x <= upper ? -log(upper - lower) : Number.NEGATIVE_INFINITY;
    },
  };
}
