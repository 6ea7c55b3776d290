import type { Steps } from '../sources/settle.ts';
import type { TemperedReading } from '../sources/tempered-source.ts';

/** Attempts of one pair of neighbouring temperatures to swap, in all chains. */
export type PairAttempts = {
  /** Number of attempts. */
  readonly attempts: number;
  /** Mean of 1 − acceptance ratio over the attempts, which varies less than counts do; NaN without any. */
  readonly rejection: number;
};

/** Reads the rejections of every pair in a range of sweeps, coldest first. A pair that a sweep did not try has the ratio NaN there. */
export function* readRejections({ draws }: TemperedReading, from: number, to: number): Steps<PairAttempts[]> {
  const pairs: PairAttempts[] = [];
  for (let temperature = 0; temperature < draws.temperatures - 1; temperature++) {
    let [attempts, rejections] = [0, 0];
    for (let chain = 0; chain < draws.chains; chain++) {
      for (const ratio of yield draws.swaps('ratio', { chain, temperature, from, to })) {
        if (Number.isNaN(ratio)) continue;
        attempts++;
        rejections += 1 - ratio;
      }
    }
    pairs.push({ attempts, rejection: attempts === 0 ? Number.NaN : rejections / attempts });
  }
  return pairs;
}
