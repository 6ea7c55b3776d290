import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SerialPool } from '@epsie/core';
import { Run, type RunProgress } from '@epsie/io';
import { ThreadPool } from '@epsie/pool-threads';
import { tableFromIPC } from 'apache-arrow';
import test from 'ava';
import { temporaryDirectory } from '../helpers/directory.ts';
import { assertSameDraws } from '../helpers/same-draws.ts';
import { SAMPLERS, startSampler } from '../helpers/samplers.ts';

const ITERATIONS = 301;

for (const name of Object.keys(SAMPLERS)) {
  test(`${name}: a run has every bit of the sampler's history`, async (t) => {
    const directory = join(temporaryDirectory(t), 'a.run');
    const whole = await startSampler(name);
    await whole.run(ITERATIONS);

    const first = await startSampler(name);
    const run = await Run.create(directory, first);
    t.false(await run.resume(first));
    const checkpoint = { segments: 3 };
    t.deepEqual(await run.sample(first, { iterations: 100, segment: 7, checkpoint }), {
      completed: true,
      iterations: 100,
    });
    const second = await startSampler(name);
    const again = await Run.open(directory);
    t.true(await again.resume(second));
    t.is(second.iterations, 100);
    await again.sample(second, { iterations: ITERATIONS, segment: 41, checkpoint });
    await assertSameDraws(t, again, whole);
    t.deepEqual(second.state, whole.state);
    t.deepEqual(second.lastClear, second.iterations);
  });

  test(`${name}: thinned, the coldest alone`, async (t) => {
    const directory = join(temporaryDirectory(t), 'a.run');
    const whole = await startSampler(name);
    await whole.run(ITERATIONS);
    const sampler = await startSampler(name);
    const run = await Run.create(directory, sampler, { thin: 5, levels: 'coldest' });
    await run.sample(sampler, { iterations: ITERATIONS, segment: 13, checkpoint: { segments: 2 } });
    t.is(run.temperatures, 1);
    t.is(run.iterationOfDraw(0), 5);
    t.is(run.iterationOfDraw(run.length - 1), 300);
    await assertSameDraws(t, await Run.open(directory), whole, { thin: 5 });
  });
}

test('records only the chosen `stats`', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSampler('unknown number');
  const run = await Run.create(directory, sampler, { stats: ['logLikelihood'] });
  await run.sample(sampler, { iterations: 10 });
  t.deepEqual(
    run.variables.map(({ name }) => name),
    ['k', 'a0', 'a1', 'a2', 'logLikelihood'],
  );
  t.is(run.sweeps, 0);
  await t.throwsAsync(run.swaps('index', { chain: 0 }), {
    instanceOf: TypeError,
    message: /`stats` were set without 'swaps'/,
  });
  await t.throwsAsync(run.draws('logPrior', { chain: 0 }), { message: /no draws of "logPrior": it has `k`, `a0`/ });
});

test('a run continues with other pools and numbers of workers', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const name = 'adaptive ladder';
  const start = SAMPLERS[name] as (typeof SAMPLERS)[string];
  const whole = await startSampler(name);
  await whole.run(ITERATIONS);
  const run = await Run.create(directory, await startSampler(name));
  for (const [threads, iterations] of [
    [1, 50],
    [3, 170],
    [2, ITERATIONS],
  ] as const) {
    await using pool = new ThreadPool({ threads });
    const sampler = await start(pool);
    await run.resume(sampler);
    await run.sample(sampler, { iterations, segment: 20 });
  }
  await assertSameDraws(t, run, whole);
  const last = await start(new SerialPool());
  await run.resume(last);
  t.deepEqual(last.state, whole.state);
});

test('samples nothing if the run has its iterations, and continues with more', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSampler('gaussian');
  const run = await Run.create(directory, sampler);
  await run.sample(sampler, { iterations: 20 });
  const { mtimeMs } = statSync(join(directory, 'samples', 'draws.arrows'));
  const fresh = await startSampler('gaussian');
  const again = await Run.open(directory);
  t.deepEqual(await again.sample(fresh, { iterations: 20 }), { completed: true, iterations: 20 });
  t.deepEqual(await again.sample(fresh, { iterations: 5 }), { completed: true, iterations: 20 });
  t.is(statSync(join(directory, 'samples', 'draws.arrows')).mtimeMs, mtimeMs);
  await again.resume(fresh);
  await again.sample(fresh, { iterations: 30 });
  t.is((await Run.open(directory)).length, 30);
});

test('draws are selected as by slice, within the recorded ones', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSampler('gaussian');
  const run = await Run.create(directory, sampler);
  await run.sample(sampler, { iterations: 100, segment: 7, checkpoint: { segments: 1 } });
  const all = await run.draws('x', { chain: 2 });
  t.is(all.length, 100);
  for (const [from, to] of [
    [0, 100],
    [-10, undefined],
    [13, 15],
    [13, -13],
    [-1000, 40],
    [100, undefined],
    [0, -100],
  ] as const) {
    const limits = to === undefined ? { from } : { from, to };
    t.deepEqual(await run.draws('x', { chain: 2, ...limits }), all.slice(from, to), `${from} to ${to}`);
    t.deepEqual(
      await run.draws('x', { chain: 2, ...limits, thin: 3 }),
      all.slice(from, to).filter((_, i) => i % 3 === 0),
    );
  }
});

test('another reader sees the commits, and nothing else', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSampler('gaussian');
  const run = await Run.create(directory, sampler);
  const reader = await Run.open(directory);
  const seen: number[] = [];
  await run.sample(sampler, {
    iterations: 60,
    segment: 10,
    checkpoint: { segments: 3, seconds: Infinity },
    onProgress: ({ iterations, committed, total }) => seen.push(iterations, committed, total),
  });
  t.deepEqual(seen, [10, 0, 60, 20, 0, 60, 30, 30, 60, 40, 30, 60, 50, 30, 60, 60, 60, 60]);
  t.is(reader.length, 0);
  t.deepEqual(await reader.draws('x', { chain: 0 }), new Float64Array(0));
  await reader.refresh();
  t.is(reader.length, 60);
  t.deepEqual(await reader.draws('x', { chain: 1 }), await run.draws('x', { chain: 1 }));
});

test('a listener gets the first iteration of the run, its acceptance rate, and its end', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSampler('gaussian');
  const run = await Run.create(directory, sampler);
  await run.sample(sampler, { iterations: 20 });
  const seen: RunProgress[] = [];
  let ends = 0;
  const onProgress = Object.assign((progress: RunProgress) => void seen.push(progress), { end: () => void ends++ });
  await run.sample(sampler, { iterations: 60, segment: 20, onProgress });
  t.is(ends, 1);
  t.deepEqual(
    seen.map(({ from, iterations }) => [from, iterations]),
    [
      [20, 40],
      [20, 60],
    ],
  );
  let accepted = 0;
  for (let chain = 0; chain < sampler.chains; chain++)
    for (const flag of await run.draws('accepted', { chain, from: 40 })) accepted += flag;
  t.is(seen[1]?.acceptance, accepted / (20 * sampler.chains));

  const failing = Object.assign(
    () => {
      throw new Error('mine');
    },
    { end: () => void ends++ },
  );
  await t.throwsAsync(run.sample(sampler, { iterations: 100, segment: 20, onProgress: failing }), { message: 'mine' });
  t.is(ends, 2);
});

test('any reader of Arrow opens the draws', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSampler('unknown number');
  const run = await Run.create(directory, sampler);
  await run.sample(sampler, { iterations: 50, segment: 8, checkpoint: { segments: 1 } });
  const table = tableFromIPC(readFileSync(join(directory, 'samples', 'draws.arrows')));
  const names = ['iteration', 'chain', 'temperature', 'beta', ...run.variables.map(({ name }) => name)];
  t.deepEqual(
    table.schema.fields.map(({ name }) => name),
    names,
  );
  t.is(table.numRows, 50 * 2 * 3);
  for (const { name } of run.variables) {
    for (const place of [
      { chain: 0, temperature: 0 },
      { chain: 1, temperature: 2 },
    ]) {
      const rows = table.toArray().filter((row) => row.chain === place.chain && row.temperature === place.temperature);
      t.deepEqual(
        rows.map((row) => Number(row.iteration)),
        Array.from({ length: 50 }, (_, i) => i + 1),
      );
      t.deepEqual(
        Float64Array.from(rows, (row) => row[name] as number),
        await run.draws(name, place),
      );
    }
  }
});

test('parameters keep the names of index columns', async (t) => {
  const { MetropolisHastingsSampler } = await import('@epsie/core');
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = new MetropolisHastingsSampler({
    parameters: ['chain', 'beta', 'logPrior'],
    model: ({ chain, beta }) => ({ logPrior: 0, logLikelihood: -chain * chain - beta * beta, blob: { chain: 7 } }),
    chains: 2,
    seed: 1,
  });
  await sampler.start({ chain: [0, 0], beta: [0, 0], logPrior: [0, 0] });
  const run = await Run.create(directory, sampler);
  await sampler.run(0);
  await run.sample(sampler, { iterations: 20 });
  t.deepEqual(
    run.variables.map(({ name }) => name),
    ['chain', 'beta', 'logPrior', 'logLikelihood', 'logPrior_', 'acceptanceRatio', 'accepted', 'chain__'],
  );
  t.deepEqual(await run.draws('logPrior_', { chain: 0 }), new Float64Array(20));
  t.deepEqual(await run.draws('chain__', { chain: 0 }), new Float64Array(20).fill(7));
  t.deepEqual(await run.betas({ chain: 0 }), new Float64Array(20).fill(1));
});

test('iterations before the run are not part of it', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const whole = await startSampler('adaptive ladder');
  await whole.run(52);
  const sampler = await startSampler('adaptive ladder');
  await sampler.run(20);
  const run = await Run.create(directory, sampler, { thin: 3 });
  await sampler.run(1);
  await run.sample(sampler, { iterations: 52, segment: 6 });
  t.is(run.iterationOfDraw(0), 24);
  t.is(run.length, 10);
  const rows = (whole.positions['a'] as unknown as Float64Array[][])[1]?.[2] as Float64Array;
  t.deepEqual(
    await run.draws('a', { chain: 2, temperature: 1 }),
    rows.filter((_, i) => i >= 21 && (i + 1) % 3 === 0),
  );
});

test('draws can be read after every commit, while the run continues', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const whole = await startSampler('adaptive ladder');
  await whole.run(60);
  const expected = (whole.positions['b'] as unknown as Float64Array[][])[2]?.[1] as Float64Array;
  const sampler = await startSampler('adaptive ladder');
  const run = await Run.create(directory, sampler);
  const reader = await Run.open(directory);
  const looks: Promise<void>[] = [];
  const look = async (by: Run): Promise<void> => {
    await by.refresh();
    const draws = await by.draws('b', { chain: 1, temperature: 2 });
    t.deepEqual(draws, expected.slice(0, draws.length));
    t.deepEqual(await by.draws('b', { chain: 1, temperature: 2, from: -5 }), draws.slice(-5));
  };
  await run.sample(sampler, {
    iterations: 60,
    segment: 5,
    checkpoint: { segments: 1 },
    onProgress: () => looks.push(look(run), look(reader)),
  });
  await Promise.all(looks);
  await look(reader);
  t.is(reader.length, 60);
  t.deepEqual(
    reader.sessions.map(({ from, pid }) => [from, pid]),
    [[0, process.pid]],
  );
});

test('one of many concurrent openOrCreate creates the run, and all open it', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const samplers = await Promise.all(Array.from({ length: 8 }, () => startSampler('gaussian')));
  const runs = await Promise.all(samplers.map((sampler) => Run.openOrCreate(directory, sampler, { thin: 2 })));
  t.is(new Set(runs.map(({ created }) => created)).size, 1);
});

test('a model that takes long is committed iteration by iteration, a quick one in long segments', async (t) => {
  const { MetropolisHastingsSampler } = await import('@epsie/core');
  const ends: { [name: string]: number[] } = { slow: [], quick: [] };
  for (const [name, pause, iterations] of [
    ['slow', 600, 3],
    ['quick', 0, 5000],
  ] as const) {
    const sampler = new MetropolisHastingsSampler({
      parameters: ['x'],
      model: ({ x }) => {
        const end = performance.now() + pause;
        while (performance.now() < end);
        return { logPrior: 0, logLikelihood: -x * x };
      },
      chains: 1,
      seed: 1,
    });
    await sampler.start({ x: [0] });
    const run = await Run.create(join(temporaryDirectory(t), 'a.run'), sampler);
    await run.sample(sampler, { iterations, onProgress: (progress) => ends[name]?.push(progress.iterations) });
  }
  t.deepEqual(ends['slow'], [1, 2, 3]);
  t.true((ends['quick'] as number[]).length < 100);
});
