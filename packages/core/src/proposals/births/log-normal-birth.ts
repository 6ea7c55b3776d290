import { expectNames, expectOptions, expectPositive } from '../../checks/validate.ts';
import { log, log1p } from '../../math/elementary.ts';
import { normalLogPdf } from '../../math/normal-distribution.ts';
import type { BirthDistribution, BirthKernel, BirthSpec } from './birth.ts';
import { type NormalBirthOptions, numbersByName } from './normal-birth.ts';

/** A {@link logNormalBirth} as plain data. */
export type LogNormalBirth<P extends string> = BirthSpec<'logNormalBirth', P> & {
  /** Mean of each. */
  readonly mean: readonly number[];
  /** Standard deviation of each. */
  readonly std: readonly number[];
};

/**
 * Draws new components of a {@link nestedTransdimensional} proposal from independent log-normals. `mean` and `std` are
 * those of the parameter itself, not of its logarithm.
 *
 * @param parameters a name or an array of names: those of the component
 * @throws TypeError or RangeError that names the option, what was expected and what came
 */
export function logNormalBirth<const P extends string>(
  parameters: P | readonly P[],
  options: NormalBirthOptions<P>,
): LogNormalBirth<P> {
  expectOptions('logNormalBirth', options, ['mean', 'std']);
  const names = expectNames('parameters', parameters);
  return {
    kind: 'logNormalBirth',
    parameters: names,
    mean: numbersByName('mean', options.mean, names, expectPositive),
    std: numbersByName('std', options.std, names, expectPositive),
  };
}

/** The distribution of {@link logNormalBirth}. */
export const logNormalDistribution: BirthDistribution<LogNormalBirth<string>> = {
  kind: 'logNormalBirth',
  kernel: createLogNormalBirth,
};

/** Creates the kernel of {@link logNormalBirth}. */
function createLogNormalBirth({ mean, std }: LogNormalBirth<string>): BirthKernel {
  const variances = mean.map((m, i) => log1p(((std[i] as number) / m) ** 2));
  const sigmas = variances.map(Math.sqrt);
  const mus = mean.map((m, i) => log(m) - 0.5 * (variances[i] as number));
  return {
    draw: (index, random) => random.logNormal(mus[index] as number, sigmas[index] as number),
    logDensity(index, x) {
      if (!(x > 0)) return Number.NEGATIVE_INFINITY;
      const sigma = sigmas[index] as number;
      const logX = log(x);
      return normalLogPdf((logX - (mus[index] as number)) / sigma) - log(sigma) - logX;
    },
  };
}
