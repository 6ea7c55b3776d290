// `automatic` without options finds the posteriors of the benchmark of efficiency from anywhere, and is exact there.
import { automatic, MetropolisHastingsSampler, normal } from '@epsie/core';
import test from 'ava';
import { assess } from '../../bench/efficiency/assessment.mjs';
import { declaredModel } from '../../bench/efficiency/declared.mjs';
import { PROBLEMS, startsOf } from '../../bench/efficiency/problems.mjs';

const SEEDS = Number(process.env.EPSIE_SEEDS ?? 1);
const [CHAINS, BURN_IN, KEPT] = [8, 10_000, 15_000];

/** Least effective draws per 1000 evaluations: well below what is measured, far above what an untuned random walk has. */
const LEAST = { correlated: 20, scales: 10, student: 10, banana: 1, strain: 50, schools: 1 };
/** Largest error of a mean or a spread, in standard errors. These are underestimated where a chain rarely visits a long tail. */
const ERROR = { banana: 6.5 };

async function sample(problem, prior, proposals, seed) {
  const { model, counter } = declaredModel(problem, prior);
  const { parameters } = problem;
  const sampler = new MetropolisHastingsSampler({ parameters, model, proposals, chains: CHAINS, seed });
  await sampler.start(startsOf(problem, CHAINS, seed));
  await sampler.run(BURN_IN);
  sampler.clear();
  await sampler.run(KEPT);
  const assessment = assess(problem, sampler.positions);
  return { ...assessment, efficiency: (1000 * assessment.size) / counter.evaluations };
}

for (const [index, [name, problem]] of Object.entries(PROBLEMS).entries()) {
  test.serial(`no chain of automatic is stuck, and its moments are exact: ${problem.title}`, async (t) => {
    t.timeout(20_000 * SEEDS);
    for (let seed = 1; seed <= SEEDS; seed++) {
      const prior = (seed + index) % 2 === 0 ? 'wide' : 'box';
      const { stuck, error, efficiency, rhat } = await sample(problem, prior, [automatic()], seed);
      const outcome = `seed ${seed}, ${prior}: ${stuck} stuck, ${error} se, ${efficiency} per 1000, R̂ ${rhat}`;
      if (process.env.EPSIE_SEEDS !== undefined) t.log(outcome);
      t.is(stuck, 0, outcome);
      t.true(error < (ERROR[name] ?? 5), outcome);
      t.true(efficiency > LEAST[name], outcome);
    }
  });
}

test.serial('detects the explorer that knows no scale', async (t) => {
  for (const name of ['correlated', 'scales', 'strain']) {
    const problem = PROBLEMS[name];
    const { efficiency, stuck } = await sample(problem, 'box', [normal(problem.parameters)], 1);
    t.true(efficiency < LEAST[name] / 10 || stuck > 0, `${name}: ${efficiency} per 1000, ${stuck} stuck`);
  }
});
