import { expectBoolean, expectOptions } from '../../checks/validate.ts';
import { usageError } from '../../errors/wrong-use.ts';
import type { ChainSet } from '../state/chain-set.ts';

/** Options of `start`. */
export type StartOptions = {
  /** Start over: what was sampled, and where the chains are, is lost. Without it a second start is refused. Default false. */
  readonly restart?: boolean;
};

/** Throws if there are chains already, unless they are to be given up. */
export function checkRestart(set: ChainSet, options: StartOptions): void {
  expectOptions('start', options, ['restart']);
  const { restart = false } = options;
  if (expectBoolean('restart', restart) || !set.started) return;
  throw usageError(
    `The chains have started already and are at iteration ${set.iterations}: continue them as they are, or start over ` +
      'with `start(positions, { restart: true })`, which gives up where they are and what they sampled',
  );
}
