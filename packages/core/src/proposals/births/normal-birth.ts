import { expectByName, expectFinite, expectNames, expectOptions, expectPositive } from '../../checks/validate.ts';
import { log } from '../../math/elementary.ts';
import { normalLogPdf } from '../../math/normal-distribution.ts';
import type { BirthDistribution, BirthKernel, BirthSpec } from './birth.ts';

/** A {@link normalBirth} as plain data. */
export type NormalBirth<P extends string> = BirthSpec<'normalBirth', P> & {
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
 * Draws new components of a {@link nestedTransdimensional} proposal from independent normals.
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

/** The distribution of {@link normalBirth}. */
export const normalDistribution: BirthDistribution<NormalBirth<string>> = {
  kind: 'normalBirth',
  kernel: createNormalBirth,
};

/** Creates the kernel of {@link normalBirth}. */
function createNormalBirth({ mean, std }: Pick<NormalBirth<string>, 'mean' | 'std'>): BirthKernel {
  return {
    draw: (index, random) => random.normal(mean[index] as number, std[index] as number),
    logDensity: (index, x) =>
      normalLogPdf((x - (mean[index] as number)) / (std[index] as number)) - log(std[index] as number),
  };
}

/** Checks numbers given by name and returns them in the order of the names. */
export function numbersByName(
  option: string,
  values: unknown,
  names: readonly string[],
  check: (option: string, value: unknown) => number,
): readonly number[] {
  return expectByName<string, unknown>(option, values, names).map((value, i) => check(`${option}.${names[i]}`, value));
}
