import { describe } from '../../data/describe.ts';
import { typeError } from '../../errors/wrong-use.ts';
import type { BirthKernel } from './kernel.ts';
import { createLogNormalBirth, type LogNormalBirth } from './log-normal-birth.ts';
import { createNormalBirth, type NormalBirth } from './normal-birth.ts';
import { createUniformBirth, type UniformBirth } from './uniform-birth.ts';

/**
 * The distribution that the parameters of a new component are drawn from, as plain data. The functions `uniformBirth`,
 * `normalBirth` and `logNormalBirth` make them.
 */
export type Birth<P extends string> = UniformBirth<P> | NormalBirth<P> | LogNormalBirth<P>;

/** Whether a value was made by one of the functions for births. */
export const isBirth = (value: unknown): value is Birth<string> =>
  ['uniformBirth', 'normalBirth', 'logNormalBirth'].includes((value as { kind?: unknown } | null)?.kind as string);

/** Makes the kernel of a birth from its data. */
export function createBirthKernel(birth: Birth<string>): BirthKernel {
  switch (birth.kind) {
    case 'uniformBirth':
      return createUniformBirth(birth);
    case 'normalBirth':
      return createNormalBirth(birth);
    case 'logNormalBirth':
      return createLogNormalBirth(birth);
    default:
      throw typeError(`Unknown birth ${describe(birth)}: make births with \`uniformBirth(…)\` and its like`);
  }
}
