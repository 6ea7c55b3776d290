import { expectSharedLadder, type Ladder, movedMessage, readLadder } from './ladder.ts';
import type { Steps } from './settle.ts';
import { logLikelihoodIn, type TemperedReading } from './tempered-source.ts';

/** Log likelihoods of chains on one fixed ladder. */
export type LogLikelihoods = {
  /** β by temperature. */
  readonly betas: Float64Array;
  /** By temperature and chain. */
  readonly logLikelihood: readonly (readonly Float64Array[])[];
  /** The draws that they belong to. */
  readonly ladder: Ladder;
  /** Sentence about draws that were left out because the ladder moved. */
  readonly moved: string | undefined;
};

/**
 * Reads the log likelihoods of all draws that were made after burn-in with the ladder that all chains share.
 *
 * @throws TypeError or RangeError if there are no log likelihoods, or no such ladder
 */
export function* readLogLikelihoods(reading: TemperedReading, burnIn: number): Steps<LogLikelihoods> {
  const { draws } = reading;
  const name = logLikelihoodIn(reading);
  const ladder = yield* readLadder(reading, burnIn);
  const betas = expectSharedLadder(reading, ladder);
  const { from, to } = ladder;
  const logLikelihood: Float64Array[][] = [];
  for (let temperature = 0; temperature < betas.length; temperature++) {
    const level: Float64Array[] = [];
    for (let chain = 0; chain < draws.chains; chain++)
      level.push(yield draws.draws(name, { chain, temperature, from, to }));
    logLikelihood.push(level);
  }
  return { betas, logLikelihood, ladder, moved: movedMessage(reading, ladder) };
}
