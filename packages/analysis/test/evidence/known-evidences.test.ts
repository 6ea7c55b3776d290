// The evidence of runs of a sampler whose exact evidence is known, with the settings that a user would write: a declared prior, the default
// proposals, a ladder of equal rejection. EPSIE_SEEDS is the number of seeds (default 1).
import { evidence, evidenceOf } from '@epsie/analysis';
import { betaLadder, equalRejection, ParallelTemperedSampler } from '@epsie/core';
import test from 'ava';
import { eggBox, eggBoxEvidence } from '../models/egg-box.js';
import { shells, shellsEvidence } from '../models/shells.js';

const SEEDS = Number(process.env['EPSIE_SEEDS'] ?? '1');
const [CHAINS, ROUNDS, FIRST_ROUND] = [16, 4, 32];
const BURN_IN = FIRST_ROUND * (2 ** ROUNDS - 1);

type Problem = {
  readonly sampler: (options: ReturnType<typeof settings>) => Sampler;
  readonly exact: number;
  readonly levels: number;
  /** Iterations after the ladder stopped. */
  readonly iterations: number;
};
type Sampler = Pick<ParallelTemperedSampler<string>, 'run' | 'betas' | 'history' | 'configuration'> & {
  start(): Promise<void>;
};

const settings = (levels: number, seed: number) => ({
  chains: CHAINS,
  betas: betaLadder(levels, 1000, { prior: true }),
  ladder: equalRejection({ rounds: ROUNDS, firstRound: FIRST_ROUND }),
  swaps: 'evenOddTwice' as const,
  seed,
});

const PROBLEMS: { readonly [title: string]: Problem } = {
  'Gaussian shells in 2 dimensions': {
    sampler: (options) => new ParallelTemperedSampler({ model: shells(2), ...options }),
    exact: shellsEvidence(2),
    levels: 8,
    iterations: 600,
  },
  'Gaussian shells in 5 dimensions': {
    sampler: (options) => new ParallelTemperedSampler({ model: shells(5), ...options }),
    exact: shellsEvidence(5),
    levels: 10,
    iterations: 1000,
  },
  'the egg-box': {
    sampler: (options) => new ParallelTemperedSampler({ model: eggBox, ...options }),
    exact: eggBoxEvidence(),
    levels: 10,
    iterations: 1000,
  },
};

for (const [title, { sampler: create, exact, levels, iterations }] of Object.entries(PROBLEMS))
  test(`the evidence of ${title} is exact within three of its standard errors, which are below 0.1`, async (t) => {
    let misses = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const sampler = create(settings(levels, seed));
      await sampler.start();
      await sampler.run(BURN_IN + iterations);
      const { logEvidence, standardError, warnings } = evidence(sampler, { burnIn: BURN_IN });
      if (SEEDS > 1)
        t.log(`seed ${seed}: ${logEvidence.toFixed(3)} ± ${standardError.toFixed(3)}, exact ${exact.toFixed(3)}`);
      if (!(Math.abs(logEvidence - exact) < 3 * standardError)) misses++;
      t.true(standardError < 0.1);
      t.deepEqual(warnings, []);
      const wrong = withWrongLevel(sampler, levels - 3);
      t.true(Math.abs(wrong.logEvidence - exact) > 3 * wrong.standardError, 'the wrong β of one level is detected');
    }
    // By Student's t with 15 degrees of freedom, 0.9 % of many seeds miss.
    t.true(misses <= SEEDS / 20, `${misses} of ${SEEDS} seeds`);
  });

/** Returns the evidence as if a level had almost the β of the next colder one. */
function withWrongLevel({ history, betas }: Sampler, level: number) {
  const ladder = betas[0] as Float64Array;
  const logLikelihood = Array.from(ladder, (_, temperature) =>
    history.draws('logLikelihood', { temperature, burnIn: BURN_IN }),
  );
  const wrong = 0.1 * (ladder[level] as number) + 0.9 * (ladder[level - 1] as number);
  return evidenceOf({ betas: ladder.with(level, wrong), logLikelihood });
}
