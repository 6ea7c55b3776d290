import { expectOptions } from '@epsie/core/checks';
import { type Steps, settle } from './settle.ts';
import {
  expectBurnIn,
  expectTempered,
  type TemperedDisk,
  type TemperedMemory,
  type TemperedOptions,
  type TemperedReading,
} from './tempered-source.ts';

/**
 * Checks the arguments of a function of tempered chains, whose only option is `burnIn`, and runs its analysis.
 *
 * @param owner name of the function
 * @throws TypeError or RangeError for a source or an option that is wrong
 */
export function analyseTempered<Result>(
  owner: string,
  source: TemperedMemory | TemperedDisk,
  options: TemperedOptions,
  analysis: (reading: TemperedReading, burnIn: number) => Steps<Result>,
): Result | Promise<Result> {
  expectOptions(owner, options, ['burnIn'], '{ burnIn: 1000 }');
  return settle(analysis(expectTempered(source), expectBurnIn(options.burnIn)));
}
