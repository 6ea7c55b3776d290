import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Run } from '@epsie/io';
import test, { type ExecutionContext } from 'ava';
import type { RunSampler } from '#src/run/recording/run-sampler.js';
import { type Random, seeded } from '../../helpers/crash/crash-file-system.js';
import { type Moment, runUntil } from '../../helpers/crash/killed.js';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { assertSameDraws, firstDifferentDraw } from '../../helpers/same-draws.ts';
import { startSampler } from '../../helpers/samplers.ts';

/** `EPSIE_KILLS=1000` in front of the command makes it so many. */
const KILLS = Number(process.env['EPSIE_KILLS'] ?? 12);
const ITERATIONS = 200;
const PROGRAM = fileURLToPath(new URL('programs/sampling.js', import.meta.url));
const NAMES = ['Metropolis–Hastings', 'adaptive ladder', 'unknown number'] as const;

const whole = Object.fromEntries(
  NAMES.map((name) => [name, startSampler(name).then((sampler) => sampler.run(ITERATIONS).then(() => sampler))]),
) as { readonly [name: string]: Promise<RunSampler> };

const below = (random: Random, end: number): number => Math.floor(end * random());

/** Half of the kills come while a run is made or opened, or soon after; the others anywhere in the sampling. */
function momentOf(random: Random): Moment {
  if (random() < 0.5) return { lines: 1, milliseconds: 60 * random() ** 2 };
  return { lines: 3 + below(random, 15), milliseconds: 10 * random() };
}

/** Numbers of the programs that are to be killed still, and how many were. */
type Kills = { left: number; done: number };

/** Starts a program that adds to a run; returns whether it finished, and the iterations that it reported as durable. */
async function writeOn(directory: string, name: string, random: Random, kills: Kills) {
  const args = [directory, name, `${ITERATIONS}`, `${Math.max(0, below(random, 6) - 3)}`, `${1 + below(random, 5)}`];
  const moment = kills.left > 0 ? momentOf(random) : undefined;
  if (moment !== undefined) kills.left--;
  const { said, ended } = await runUntil(PROGRAM, args, moment);
  if (!ended) kills.done++;
  else if (moment !== undefined) kills.left++;
  return { ended, created: said.includes('created'), acknowledged: Number(said.at(-1)) || 0 };
}

/** Returns the leftovers in a directory to which nobody writes. */
function temporaries(parent: string, run: string): string[] {
  const names = readdirSync(parent, { recursive: true }).map(String);
  return names.filter((name) => name.includes(run) && name.endsWith('.tmp'));
}

/** A run whose writers are killed one after the other until one gets to the end. */
async function surviveKills(t: ExecutionContext, directory: string, name: string, random: Random, kills: Kills) {
  const uninterrupted = await (whole[name] as Promise<RunSampler>);
  for (let last = 0, there = false; ; ) {
    const { ended, created, acknowledged } = await writeOn(directory, name, random, kills);
    there ||= created;
    last = Math.max(last, acknowledged);
    if (!existsSync(directory) && !there) continue;
    const run = await Run.open(directory);
    t.true(run.iterations >= last, `${run.iterations} iterations of ${last}`);
    t.is(await firstDifferentDraw(run, uninterrupted), undefined);
    if (!ended) continue;
    await assertSameDraws(t, run, uninterrupted);
    const sampler = await startSampler(name);
    await run.resume(sampler);
    t.deepEqual(sampler.state, uninterrupted.state);
    t.deepEqual(run.warnings, []);
    return t.deepEqual(temporaries(dirname(directory), basename(directory)), []);
  }
}

test(`after ${KILLS} kills nothing is lost, and runs end with the same bits`, async (t) => {
  t.timeout(120_000 + 10_000 * KILLS);
  const parent = temporaryDirectory(t);
  const kills: Kills = { left: KILLS, done: 0 };
  const sideBySide = [1, 2].map(async (lane) => {
    const random = seeded(lane);
    for (let i = lane; kills.left > 0; i++) {
      const name = NAMES[i % NAMES.length] as string;
      await surviveKills(t, join(parent, `${lane}-${i}.run`), name, random, kills);
    }
  });
  await Promise.all(sideBySide);
  t.is(kills.done, KILLS);
  t.log(`${readdirSync(parent).length} runs`);
});
