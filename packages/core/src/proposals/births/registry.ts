import { describe } from '../../data/describe.ts';
import { typeError } from '../../errors/wrong-use.ts';
import type { BirthDistribution, BirthKernel } from './birth.ts';
import { type LogNormalBirth, logNormalDistribution } from './log-normal-birth.ts';
import { type NormalBirth, normalDistribution } from './normal-birth.ts';
import { type UniformBirth, uniformDistribution } from './uniform-birth.ts';

/**
 * The distribution that the parameters of a new component are drawn from, as plain data. The functions `uniformBirth`,
 * `normalBirth` and `logNormalBirth` make them.
 */
export type Birth<P extends string> = UniformBirth<P> | NormalBirth<P> | LogNormalBirth<P>;

/** The birth distributions, by the `kind` of their plain data. */
export const BIRTHS: { readonly [B in Birth<string> as B['kind']]: BirthDistribution<B> } = {
  uniformBirth: uniformDistribution,
  normalBirth: normalDistribution,
  logNormalBirth: logNormalDistribution,
};

/** Returns whether a value was made by one of the functions for births. */
export function isBirth(value: unknown): value is Birth<string> {
  const kind: unknown = (value as { kind?: unknown } | null | undefined)?.kind;
  return typeof kind === 'string' && Object.hasOwn(BIRTHS, kind);
}

/**
 * Creates the kernel of a birth.
 *
 * @throws TypeError for a value that is not a birth
 */
export function createBirthKernel(birth: Birth<string>): BirthKernel {
  if (isBirth(birth)) return (BIRTHS[birth.kind] as BirthDistribution<Birth<string>>).kernel(birth);
  throw typeError(`Unknown birth ${describe(birth)}: make births with \`uniformBirth(…)\` and its like`);
}
