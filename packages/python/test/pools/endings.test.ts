import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBitGenerator, MetropolisHastingsSampler, normal, Random, SerialPool } from '@epsie/core';
import { Run } from '@epsie/io';
import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';
import { isAlive, pythons, until } from '../helpers/processes.ts';
import { startProgram } from '../helpers/program.ts';
import { plain as model, stuck } from '../models/gaussian.ts';

const folder = mkdtempSync(join(tmpdir(), 'epsie-python-test-'));
test.after.always(() => rmSync(folder, { recursive: true }));

const noneLeft = (pids: readonly number[]) => until('no Python', () => !pids.some(isAlive));

test.serial('a pool that is closed leaves no Python', async (t) => {
  const pool = new ThreadPool({ threads: 2 });
  const sampler = new MetropolisHastingsSampler({ model, chains: 4, seed: 1, pool });
  await sampler.start();
  await sampler.run(50);
  t.is(pythons().length, 4, 'two threads, each with a Python and its supervisor');
  await pool.close();
  await until('no Python', () => pythons().length === 0);
});

test.serial('a thread in an endless evaluation can be terminated', async (t) => {
  const pool = new ThreadPool({ threads: 2 });
  const sampler = new MetropolisHastingsSampler({ model: stuck, chains: 2, seed: 1, pool });
  const start = sampler.start();
  await until('two Pythons', () => pythons().length === 4);
  const begin = performance.now();
  await pool.close();
  t.log(`closed after ${Math.round(performance.now() - begin)} ms`);
  await t.throwsAsync(start, { code: 'POOL_BROKEN' });
  await until('no Python', () => pythons().length === 0);
});

for (const pool of ['serial', 'threads']) {
  test.serial(`process.exit leaves no Python: ${pool}`, async (t) => {
    const { child, ended } = startProgram('exits', pool);
    await until('a Python', () => pythons(child.pid).length >= (pool === 'serial' ? 2 : 4));
    const pids = pythons(child.pid);
    child.kill('SIGUSR2');
    t.is(await ended, 7);
    await noneLeft(pids);
  });
}

test.serial('SIGKILL of the program leaves no Python', async (t) => {
  const { child, ended, printed } = startProgram('stored', join(folder, 'killed.run'), '100000', 'slow');
  await printed('sampling');
  await until('two Pythons', () => pythons(child.pid).length === 4);
  const pids = pythons(child.pid);
  child.kill('SIGKILL');
  t.is(await ended, 'SIGKILL');
  await noneLeft(pids);
});

for (const name of ['SIGTERM', 'SIGINT'] as const) {
  test.serial(`${name} to the process group ends a run after a commit, and it resumes`, async (t) => {
    const directory = join(folder, `${name}.run`);
    const { child, ended, output, printed } = startProgram('stored', directory, '1000000');
    await printed('sampling');
    await until('two Pythons', () => pythons(child.pid).length === 4);
    await sleep(500);
    const pids = pythons(child.pid);
    process.kill(-(child.pid as number), name);
    await ended;
    t.regex(output(), /stopped/);
    await noneLeft(pids);
    const run = await Run.open(directory);
    t.true(run.iterations > 0);
  });
}

test.serial('a run that is killed 20 times and resumed is the uninterrupted one, bit for bit', async (t) => {
  const directory = join(folder, 'resumed.run');
  const random = new Random(createBitGenerator(3));
  let kills = 0;
  for (let total = 400; kills < 20; total += 400) {
    // The goal moves, since a fast machine would reach it before the kill.
    const program = startProgram('stored', directory, String(total + 100_000));
    // While Python starts, or after a commit.
    await program.printed(kills % 2 === 0 ? 'sampling' : 'progress');
    await sleep(random.random() * 100);
    program.child.kill('SIGKILL');
    t.is(await program.ended, 'SIGKILL');
    kills++;
  }
  const killed = await Run.open(directory);
  const { iterations } = killed;
  t.true(iterations > 0);
  const sampler = new MetropolisHastingsSampler({
    model,
    chains: 4,
    proposals: [normal(['x', 'y'])],
    seed: 5,
    pool: new SerialPool(),
  });
  await sampler.start({ x: [0, 1, 2, 3], y: [0, 1, 2, 3] });
  await sampler.run(iterations);
  for (let chain = 0; chain < 4; chain++) {
    for (const name of ['x', 'y'] as const)
      t.deepEqual(await killed.draws(name, { chain }), sampler.positions[name][chain], `${name} of chain ${chain}`);
  }
});
