import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Run, type Until } from '@epsie/io';
import test from 'ava';
import type { RunSampler } from '#src/run/recording/run-sampler.js';
import { type Random, seeded } from '../../helpers/crash/crash-file-system.js';
import { type Moment, runUntil } from '../../helpers/crash/killed.js';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { assertSameDraws } from '../../helpers/same-draws.ts';
import { startSampler } from '../../helpers/samplers.ts';
import { AT_MOST, CRITERIA } from './criterion.ts';

/** Kills of the runs with each criterion. `EPSIE_KILLS=1000` in front of the command makes it so many in all. */
const KILLS = Math.ceil(Number(process.env['EPSIE_KILLS'] ?? 8) / Object.keys(CRITERIA).length);
const PROGRAM = fileURLToPath(new URL('programs/until.js', import.meta.url));
const NAME = 'adaptive ladder';

const below = (random: Random, end: number): number => Math.floor(end * random());

/** Returns a moment after a few segments, at times in the middle of a question. */
const momentOf = (random: Random): Moment => ({ lines: 2 + below(random, 8), milliseconds: 10 * random() });

/** Starts writers of a run and kills them, until one comes to the end; returns how many were killed. */
async function surviveKills(directory: string, criterion: string, random: Random): Promise<number> {
  for (let kills = 0; ; kills++) {
    const args = [directory, NAME, `${Math.max(0, below(random, 4) - 1)}`, `${1 + below(random, 40)}`, criterion];
    const { ended } = await runUntil(PROGRAM, args, momentOf(random));
    if (ended) return kills;
  }
}

async function uninterrupted(directory: string, criterion: string): Promise<RunSampler> {
  const sampler = await startSampler(NAME);
  const run = await Run.create(directory, sampler);
  await run.sample(sampler, { until: CRITERIA[criterion] as Until, atMost: AT_MOST });
  const whole = await startSampler(NAME);
  await whole.run(run.iterations);
  return whole;
}

for (const criterion of Object.keys(CRITERIA)) {
  test.serial(
    `runs with ${criterion} as criterion end at the same iteration and bits after ${KILLS} kills`,
    async (t) => {
      t.timeout(120_000 + 10_000 * KILLS);
      const parent = temporaryDirectory(t);
      const whole = await uninterrupted(join(parent, 'whole.run'), criterion);
      t.true(whole.iterations > 150 && whole.iterations < AT_MOST, `${whole.iterations}`);
      const random = seeded(7);
      for (let kills = 0, i = 0; kills < KILLS; i++) {
        const directory = join(parent, `${i}.run`);
        kills += await surviveKills(directory, criterion, random);
        t.true(existsSync(directory));
        const run = await Run.open(directory);
        t.is(run.iterations, whole.iterations);
        await assertSameDraws(t, run, whole);
        const sampler = await startSampler(NAME);
        await run.resume(sampler);
        t.deepEqual(sampler.state, whole.state);
      }
    },
  );
}
