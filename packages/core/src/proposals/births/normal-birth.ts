import { expectByName, expectFinite, expectNames, expectOptions, expectPositive } from '../../checks/validate.ts';
import { log } from '../../math/elementary.ts';
import { logNormalDensity } from '../../math/normal-distribution.ts';
import type { BirthKernel } from './kernel.ts';

/** Made by {@link normalBirth}. */
export type NormalBirth<P extends string> = {
  /** Name of the distribution. */
  readonly kind: 'normalBirth';
  /** The parameters of the component. */
  readonly parameters: readonly P[];
  /** Mean of each. */
  readonly mean: readonly number[];
  /** Standard deviation of each. */
  readonly std: readonly number[];
};

/** Options of {@link normalBirth}. */
export type NormalBirthOptions<P extends string> = {
  /** Mean of each parameter. */
  readonly mean: { readonly [K in P]: number };
  /** Standard deviation of each parameter. */
  readonly std: { readonly [K in P]: number };
};

/**
 * New components of a {@link nestedTransdimensional} proposal are drawn from independent normals.
 *
 * @param parameters a name or an array of names: those of the component
 * @throws TypeError or RangeError that names the option, what was expected and what came
 */
export function normalBirth<const P extends string>(
  parameters: P | readonly P[],
  options: NormalBirthOptions<P>,
): NormalBirth<P> {
  expectOptions('normalBirth', options, ['mean', 'std']);
  const names = expectNames('parameters', parameters);
  return {
    kind: 'normalBirth',
    parameters: names,
    mean: numbersByName('mean', options.mean, names, expectFinite),
    std: numbersByName('std', options.std, names, expectPositive),
  };
}

/** The kernel of {@link normalBirth}. */
export function createNormalBirth({ mean, std }: Pick<NormalBirth<string>, 'mean' | 'std'>): BirthKernel {
  return {
    draw: (index, random) => random.normal(mean[index] as number, std[index] as number),
    logDensity: (index, x) =>
      logNormalDensity((x - (mean[index] as number)) / (std[index] as number)) - log(std[index] as number),
  };
}

/** Checked numbers in the order of the names. */
export function numbersByName(
  option: string,
  values: unknown,
  names: readonly string[],
  check: (option: string, value: unknown) => number,
): readonly number[] {
  return expectByName<string, unknown>(option, values, names).map((value, i) => check(`${option}.${names[i]}`, value));
}
