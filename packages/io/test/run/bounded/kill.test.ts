import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Run } from '@epsie/io';
import test, { type ExecutionContext } from 'ava';
import { generationOf } from '#src/run/layout.js';
import type { RunSampler } from '#src/run/recording/run-sampler.js';
import { firstBoundedDifference } from '../../helpers/bounded.ts';
import { type Random, seeded } from '../../helpers/crash/crash-file-system.js';
import { type Moment, runUntil } from '../../helpers/crash/killed.js';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { startSampler } from '../../helpers/samplers.ts';

/** `EPSIE_KILLS=1000` in front of the command makes it so many. */
const KILLS = Number(process.env['EPSIE_KILLS'] ?? 8);
const ITERATIONS = 400;
const MAX_DRAWS = 4;
const PROGRAM = fileURLToPath(new URL('programs/thinning.js', import.meta.url));
const NAMES = ['adaptive ladder', 'unknown number'] as const;

const whole = Object.fromEntries(
  NAMES.map((name) => [name, startSampler(name).then((sampler) => sampler.run(ITERATIONS).then(() => sampler))]),
) as { readonly [name: string]: Promise<RunSampler> };

const below = (random: Random, end: number): number => Math.floor(end * random());

/** Returns a moment in a thinning, or soon after: the program prints a line when each begins. */
const momentOf = (random: Random): Moment => ({ lines: 2 + below(random, 2), milliseconds: 6 * random() ** 2 });

/** Number of programs to kill still, of those that were killed, and of those whose thinning was interrupted. */
type Kills = { left: number; done: number; inside: number };

/** Returns whether a run has tables that no checkpoint refers to yet. */
function isInterrupted(directory: string, { thin, recording }: Run): boolean {
  const generation = Math.log2(thin / recording.thin);
  const names = readdirSync(join(directory, 'samples'));
  return names.some((name) => name.endsWith('.tmp') || (generationOf(name) ?? 0) > generation);
}

/** Runs a program and kills it, or lets it end; returns whether it ended. */
async function writeOn(directory: string, name: string, random: Random, kills: Kills): Promise<boolean> {
  const numbers = [ITERATIONS, MAX_DRAWS, Math.max(0, below(random, 4) - 2), 1 + below(random, 9)];
  const moment = kills.left > 0 ? momentOf(random) : undefined;
  if (moment !== undefined) kills.left--;
  const { said, ended } = await runUntil(PROGRAM, [directory, name, ...numbers.map(String)], moment);
  if (!ended) kills.done++;
  else if (moment !== undefined) kills.left++;
  const acknowledged = Number(said.at(-1)) || 0;
  if (existsSync(directory) && acknowledged > (await Run.open(directory)).iterations) throw new Error('lost a commit');
  return ended;
}

/** A run whose writers are killed one after the other until one gets to the end. */
async function surviveKills(t: ExecutionContext, directory: string, name: string, random: Random, kills: Kills) {
  const uninterrupted = await (whole[name] as Promise<RunSampler>);
  for (let ended = false; !ended; ) {
    ended = await writeOn(directory, name, random, kills);
    if (!existsSync(directory)) continue;
    const run = await Run.open(directory);
    if (isInterrupted(directory, run)) kills.inside++;
    const difference = await firstBoundedDifference(run, uninterrupted);
    if (difference !== undefined) return t.fail(difference);
  }
  const sampler = await startSampler(name);
  const run = await Run.open(directory);
  await run.resume(sampler);
  t.is(run.iterations, ITERATIONS);
  t.deepEqual(sampler.state, uninterrupted.state);
  return t.deepEqual(run.warnings, []);
}

test(`after ${KILLS} kills at thinnings nothing is torn, and bounded runs end with the same bits`, async (t) => {
  t.timeout(120_000 + 10_000 * KILLS);
  const parent = temporaryDirectory(t);
  const kills: Kills = { left: KILLS, done: 0, inside: 0 };
  const sideBySide = [1, 2].map(async (lane) => {
    const random = seeded(lane);
    for (let i = lane; kills.left > 0; i++) {
      const name = NAMES[i % NAMES.length] as string;
      await surviveKills(t, join(parent, `${lane}-${i}.run`), name, random, kills);
    }
  });
  await Promise.all(sideBySide);
  t.is(kills.done, KILLS);
  t.log(
    `${readdirSync(parent).length} runs; ${kills.inside} kills between the first byte of a thinning and its commit`,
  );
});
