import { describe, expected, typeError } from '@epsie/core/checks';
import { isRecord } from '../checks/record.ts';

/** True values by parameter name, of a simulation. */
export type Truths = Readonly<Record<string, number>>;

/**
 * Checks for true values by parameter name.
 *
 * @throws TypeError for a value that is no number
 */
export function expectTruths(truths: unknown): Truths {
  if (truths === undefined) return {};
  if (!isRecord(truths)) throw typeError(expected('truths', 'an object such as { x: 1.2 }', truths));
  for (const [name, value] of Object.entries(truths))
    if (typeof value !== 'number' || Number.isNaN(value))
      throw typeError(`Expected the truth of \`${name}\` to be a number, got ${describe(value)}`);
  return truths as Truths;
}
