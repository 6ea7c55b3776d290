import { expectBoolean, expectOptions } from '../../checks/validate.ts';
import { usageError } from '../../errors/wrong-use.ts';
import type { ChainSet } from '../state/chain-set.ts';

/** Options of `start`. */
export type StartOptions = {
  /** Whether to start over and discard the chains and their samples. Without it, a second start throws. Default false. */
  readonly restart?: boolean;
};

/** Throws if there are chains already, unless `restart` is set. */
export function checkRestart(set: ChainSet, options: StartOptions): void {
  expectOptions('start', options, ['restart']);
  const { restart = false } = options;
  if (expectBoolean('restart', restart) || !set.started) return;
  throw usageError(
    `The chains were already started and are at iteration ${set.iterations}: continue them, or start over ` +
      'with `start(positions, { restart: true })`, which discards them and their samples',
  );
}
