import { Chain, isEpsieError, ParallelTemperedChain, ParallelTemperedSampler, SerialPool, vousden } from '@epsie/core';
import test from 'ava';
import { type AnySampler, assertUnharmed, kinds, start, started } from '../helpers/undisturbed.ts';

const NO_CHAINS = 'There are no chains yet: call `start(positions)` first, or `setState(state)`';

for (const [name, kind] of Object.entries(kinds)) {
  test(`${name}: calls that need a start throw before it`, async (t) => {
    const sampler = kind.create();
    for (const call of [() => sampler.run(1), () => sampler.stream({ iterations: 2, segment: 1 }).next()])
      await t.throwsAsync(call as () => Promise<unknown>, { message: NO_CHAINS });
    for (const call of [
      () => sampler.state,
      () => sampler.currentPositions.x,
      () => sampler.currentStats.logPrior,
      () => sampler.startPositions.x,
      () => sampler.resetAdaptation(),
    ])
      t.throws(call, { message: NO_CHAINS });
  });

  test(`${name}: the history before a start is empty`, (t) => {
    const sampler = kind.create();
    const empty = new Array(3).fill(new Float64Array());
    t.deepEqual(sampler.positions.x, (kind.levels === 1 ? empty : new Array(3).fill(empty)) as never);
    t.deepEqual([sampler.iterations, sampler.lastClear], [0, 0]);
  });

  test(`${name}: other calls throw while a run is in progress`, async (t) => {
    const sampler = await started(kind);
    const { state } = sampler;
    const running = sampler.run(40);
    const busy = (call: string) => ({
      message: `\`${call}\` was called while \`run\` of the same sampler is still running: await it first`,
    });
    await t.throwsAsync(sampler.run(10), busy('run'));
    await t.throwsAsync(start(sampler, kind), busy('start'));
    await t.throwsAsync(sampler.stream({ iterations: 2, segment: 1 }).next() as Promise<unknown>, busy('run'));
    t.throws(() => sampler.clear(), busy('clear'));
    t.throws(() => sampler.resetAdaptation(), busy('resetAdaptation'));
    t.throws(() => (sampler as { setState(value: unknown): void }).setState(state), busy('setState'));
    await running;
    await assertUnharmed(t, sampler, kind, 40);
  });

  test(`${name}: a second start during the first one throws`, async (t) => {
    const sampler = kind.create();
    const starting = start(sampler, kind);
    await t.throwsAsync(start(sampler, kind), { message: /^`start` was called while `start`/ });
    await starting;
    await assertUnharmed(t, sampler, kind, 0);
  });

  test(`${name}: calls throw while a start is not yet awaited`, async (t) => {
    const sampler = kind.create();
    const starting = start(sampler, kind);
    const message = '`run` was called while `start` of the same sampler is still running: await it first';
    await t.throwsAsync(sampler.run(10), { message });
    await t.throwsAsync(sampler.stream({ iterations: 2, segment: 1 }).next() as Promise<unknown>, { message });
    for (const read of [() => sampler.state, () => sampler.currentPositions])
      t.throws(read, { message: 'There are no chains yet, since `start` is still running: `await` it first' });
    await starting;
    await assertUnharmed(t, sampler, kind, 0);
  });

  test(`${name}: a second start throws without \`restart: true\``, async (t) => {
    const sampler = await started(kind);
    await sampler.run(20);
    const restored = kind.create();
    (restored as { setState(value: unknown): void }).setState(sampler.state);
    for (const held of [sampler, restored]) {
      const message =
        'The chains were already started and are at iteration 20: continue them, or start over with ' +
        '`start(positions, { restart: true })`, which discards them and their samples';
      await t.throwsAsync(start(held, kind), { message });
      await t.throwsAsync(held.start(kind.positions as never, { restart: false }), { message });
      t.is(held.iterations, 20);
      await held.start(kind.positions as never, { restart: true });
      await assertUnharmed(t, held, kind, 0);
    }
  });

  test(`${name}: start rejects invalid options`, async (t) => {
    const sampler = kind.create();
    const wrong = (options: unknown, message: string) =>
      t.throwsAsync(sampler.start(kind.positions as never, options as never), { instanceOf: TypeError, message });
    await wrong({ restart: 1 }, 'Expected `restart` to be true or false, got 1');
    await wrong({ reset: true }, 'Unknown option `reset` of `start`: expected `restart`');
    await wrong(true, 'Expected the options of `start` to be an object, got true. Write `{ restart: true }`');
  });

  test(`${name}: a run may come between the segments of a stream`, async (t) => {
    const sampler = await started(kind);
    for await (const { from, to } of sampler.stream({ iterations: 20, segment: 10 })) {
      t.is(to - from, 10);
      await sampler.run(5);
    }
    await assertUnharmed(t, sampler, kind, 30);
  });

  test(`${name}: a run with a closed pool rejects with POOL_BROKEN`, async (t) => {
    const pool = new SerialPool();
    const sampler = await started(kind, { pool });
    await sampler.run(10);
    await pool.close();
    const error = await t.throwsAsync(sampler.run(10), { message: 'This SerialPool was closed: create a new one' });
    t.true(isEpsieError(error, 'POOL_BROKEN'));
    t.is(sampler.iterations, 10);
    const other = kind.create();
    (other as { setState(value: unknown): void }).setState(sampler.state);
    await other.run(10);
    t.is(other.iterations, 20);
    await t.throwsAsync(start(kind.create({ pool }), kind), { message: /closed/ });
  });

  test(`${name}: closing the pool during a run rejects the run with POOL_BROKEN`, async (t) => {
    const pool = new SerialPool();
    const sampler = await started(kind, { pool });
    let closing = Promise.resolve();
    const onProgress = () => {
      closing = pool.close();
    };
    const error = await t.throwsAsync(sampler.run(10, { onProgress }));
    await closing;
    t.true(isEpsieError(error, 'POOL_BROKEN'));
    t.is(sampler.iterations, 0);
  });

  test(`${name}: an onProgress that throws ends the run`, async (t) => {
    const sampler = await started(kind);
    const onProgress = () => {
      throw new Error('mine');
    };
    await t.throwsAsync(sampler.run(10, { onProgress }), { message: 'mine' });
    await assertUnharmed(t, sampler, kind, 0);
  });
}

test('betas and temperatures before the start are those that the chains will start with', async (t) => {
  const model = () => ({ logPrior: 0, logLikelihood: 0 });
  const options = { parameters: ['x'], model, chains: 2, betas: [0.1, 1, 0.5] } as const;
  const [fixed, adaptive] = [{}, { ladder: vousden() }].map(
    (more) => new ParallelTemperedSampler({ ...options, ...more }),
  ) as [ParallelTemperedSampler<'x'>, ParallelTemperedSampler<'x'>];
  t.deepEqual(fixed.betas, [Float64Array.of(1, 0.5, 0.1), Float64Array.of(1, 0.5, 0.1)]);
  t.deepEqual(fixed.temperatures, [Float64Array.of(1, 2, 10), Float64Array.of(1, 2, 10)]);
  const { betas, temperatures } = adaptive;
  t.deepEqual(betas[0], Float64Array.of(1, 0.5, 0));
  t.deepEqual(temperatures[1], Float64Array.of(1, 2, Number.POSITIVE_INFINITY));
  await adaptive.start({ x: new Array(3).fill([0, 0]) });
  t.deepEqual(adaptive.betas, betas);
  const { chains: _, ...single } = options;
  t.deepEqual(new ParallelTemperedChain(single).betas, Float64Array.of(1, 0.5, 0.1));
});

test('a single chain throws at a second start too', (t) => {
  const chain = new Chain({ parameters: ['x'], model: ({ x }) => ({ logPrior: 0, logLikelihood: -x * x }), seed: 1 });
  chain.start({ x: 0 });
  chain.step(5);
  t.throws(() => chain.start({ x: 1 }), { message: /^The chains were already started and are at iteration 5: / });
  t.is(chain.iterations, 5);
  chain.start({ x: 1 }, { restart: true });
  t.deepEqual([chain.iterations, chain.currentPositions.x], [0, 1]);
});

test('two samplers can share a pool', async (t) => {
  await using pool = new SerialPool();
  const all = Object.values(kinds);
  const samplers: AnySampler[] = [];
  for (const kind of all) samplers.push(await started(kind, { pool }));
  await Promise.all(samplers.map((sampler) => sampler.run(30, { signal: new AbortController().signal })));
  for (const [i, kind] of all.entries()) await assertUnharmed(t, samplers[i] as AnySampler, kind, 30);
});
