// The golden chains, saved and restored at random iterations on random pools, are bit-identical to uninterrupted ones.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBitGenerator, Random, SerialPool } from '@epsie/core';
import { loadState, Run, saveState } from '@epsie/io';
import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';
import { goldenNames, readGolden } from '../../packages/core/dist-test/helpers/golden-json.js';
import { createSampler, startSampler } from '../../packages/core/dist-test/helpers/replay.js';

const pools = [new SerialPool(), new ThreadPool({ threads: 1 }), new ThreadPool({ threads: 3 })];
test.after.always(() => Promise.all(pools.map((pool) => pool.close?.())));

const folder = mkdtempSync(join(tmpdir(), 'epsie-golden-'));
test.after.always(() => rmSync(folder, { recursive: true }));

/** Returns the number of iterations of a golden chain, which runs without its clears and resets. */
const lengthOf = ({ schedule }) => schedule.reduce((sum, { op, n }) => sum + (op === 'run' ? n : 0), 0);

/** Returns random lengths that add up to `total`. */
function cut(random, total) {
  const places = Array.from({ length: random.integer(1, 5) }, () => random.integer(0, total));
  return [...places, total].sort((a, b) => a - b);
}

for (const [number, name] of goldenNames('chains').entries()) {
  test.serial(`${name}: a run, and its state in a file, resume on other pools`, async (t) => {
    const { config } = readGolden('chains', name);
    const total = lengthOf(config);
    const whole = await startSampler(config, pools[0]);
    await whole.run(total);

    const random = new Random(createBitGenerator(number));
    const directory = join(folder, `${name}.run`);
    const file = join(folder, `${name}.npz`);
    const first = await startSampler(config, pools[0]);
    const run = await Run.create(directory, first);
    await run.sample(first, { iterations: random.integer(0, total) });
    for (const iterations of cut(random, total)) {
      const pool = pools[random.integer(0, pools.length - 1)];
      const sampler = createSampler(config, undefined, pool);
      t.true(await run.resume(sampler));
      await run.sample(sampler, {
        iterations,
        segment: random.integer(1, 40),
        checkpoint: { segments: random.integer(1, 4) },
      });
      await saveState(file, sampler.state);
      t.deepEqual((await loadState(file)).chains, sampler.state.chains);
    }
    const last = createSampler(config, 999n, pools[0]);
    last.setState(await loadState(file));
    t.deepEqual(last.state, whole.state);
    await assertDraws(t, run, whole);
  });
}

async function assertDraws(t, run, { positions, stats, configuration, chains }) {
  const tempered = configuration.tempering !== undefined;
  const columns = { ...positions, logLikelihood: stats.logLikelihood, logPrior: stats.logPrior };
  t.is(run.length, run.iterations);
  for (const [variable, column] of Object.entries(columns)) {
    for (let temperature = 0; temperature < run.temperatures; temperature++) {
      for (let chain = 0; chain < chains; chain++) {
        const wanted = tempered ? column[temperature][chain] : column[chain];
        t.deepEqual(await run.draws(variable, { chain, temperature }), wanted, `${variable} ${temperature} ${chain}`);
      }
    }
  }
}
