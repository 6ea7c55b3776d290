import { parametersOf } from '@epsie/analysis/sources';
import { expected, typeError } from '@epsie/core/checks';
import type { Run } from './sources.ts';

/**
 * Returns the names of the parameters to show: those that were asked for, or all that any of the runs has.
 *
 * @throws TypeError for a name that no run has
 */
export function namesOf(runs: readonly Run[], wanted: unknown): readonly string[] {
  const known = [...new Set(runs.flatMap(({ reading }) => parametersOf(reading)))];
  if (wanted === undefined) return known;
  const names = typeof wanted === 'string' ? [wanted] : wanted;
  const list = known.map((name) => `\`${name}\``).join(', ');
  if (!Array.isArray(names) || names.length === 0)
    throw typeError(expected('parameters', `a name or an array of names among ${list}`, wanted));
  const wrong = names.find((name: unknown) => !known.includes(name as string)) as unknown;
  if (wrong !== undefined) throw typeError(expected('parameters', `names among ${list}`, wrong));
  return [...new Set(names as readonly string[])];
}
