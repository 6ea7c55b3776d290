// Pools that break the contract: the run reports how, and the sampler stays at its last commit.
import {
  createError,
  isEpsieError,
  type MapOptions,
  MetropolisHastingsSampler,
  type Pool,
  type SamplerState,
  SerialPool,
  type Task,
} from '@epsie/core';
import test from 'ava';
import { right } from './modules/models.ts';

type Results = (results: unknown[]) => unknown;

/** A pool that is correct until `tamper` is set, which changes its results. */
class TamperingPool implements Pool {
  tamper: Results | undefined;
  readonly #pool = new SerialPool();

  async map<I, O>(task: Task<I, O>, items: Iterable<I>, options?: MapOptions<O>): Promise<O[]> {
    const results = await this.#pool.map(task, items, options);
    return ((await this.tamper?.(results)) ?? results) as O[];
  }
}

const options = { parameters: ['x'], model: right, chains: 3, seed: 1 } as const;
const prefix = (task: string) =>
  `Expected \`pool.map\` to return 3 results of task \`${task}\` in the order of the items`;
const typed = ', unchanged (typed arrays stay typed arrays), got';
const json: Results = (results) =>
  results.map(
    (result) =>
      JSON.parse(
        JSON.stringify(result, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
      ) as object,
  );

const faults: { readonly [title: string]: readonly [tamper: Results, messageEnd: string] } = {
  'returns no array': [() => 'done', ', got "done"'],
  'returns an array-like object': [() => ({ length: 3 }), ', got {"length":3}'],
  'loses a result': [(results) => results.slice(1), ', got 2'],
  'repeats a result': [(results) => [...results, results[0]], ', got 4'],
  'leaves a hole': [([first, , last]) => [first, undefined, last], `${typed} undefined at index 1`],
  'returns something else': [([first, second]) => [first, second, 'ok'], `${typed} "ok" at index 2`],
  'wraps its results': [
    (results) => results.map((value) => ({ value: typeof value })),
    `${typed} {"value":"object"} at index 0`,
  ],
};

for (const [title, [tamper, messageEnd]] of Object.entries(faults)) {
  test(`reports a pool that ${title}`, async (t) => {
    const pool = new TamperingPool();
    const sampler = new MetropolisHastingsSampler({ ...options, pool });
    pool.tamper = tamper;
    await t.throwsAsync(sampler.start({ x: [0, 1, 2] }), {
      instanceOf: TypeError,
      message: prefix('startTask') + messageEnd,
    });
    pool.tamper = undefined;
    await sampler.start({ x: [0, 1, 2] });
    await sampler.run(10);
    const { state } = sampler;
    pool.tamper = tamper;
    await t.throwsAsync(sampler.run(10), { instanceOf: TypeError, message: prefix('advanceTask') + messageEnd });
    t.deepEqual(sampler.state, state);
    pool.tamper = undefined;
    await sampler.run(10);
    t.deepEqual(sampler.state, await undisturbed(20));
  });
}

async function undisturbed(iterations: number): Promise<SamplerState> {
  const sampler = new MetropolisHastingsSampler(options);
  await sampler.start({ x: [0, 1, 2] });
  await sampler.run(iterations);
  return sampler.state;
}

test('reports a pool that sends its results as JSON', async (t) => {
  const pool = new TamperingPool();
  const sampler = new MetropolisHastingsSampler({ ...options, pool });
  pool.tamper = json;
  const message =
    /in the order of the items, unchanged \(typed arrays stay typed arrays\), got \{"chain":0,"levels":\[\{"position":\{"0":0\}/;
  await t.throwsAsync(sampler.start({ x: [0, 1, 2] }), { instanceOf: TypeError, message });
});

test('passes on the error of a pool that throws, synchronously or later', async (t) => {
  for (const thrown of [new RangeError('out of memory'), createError('POOL_BROKEN', 'worker 2 died', { worker: 2 })]) {
    for (const fail of [
      () => {
        throw thrown;
      },
      () => Promise.reject(thrown),
    ]) {
      const pool = new TamperingPool();
      const sampler = new MetropolisHastingsSampler({ ...options, pool });
      await sampler.start({ x: [0, 1, 2] });
      await sampler.run(10);
      pool.tamper = fail;
      t.is(await t.throwsAsync(sampler.run(10)), thrown);
      pool.tamper = undefined;
      await sampler.run(10);
      t.deepEqual(sampler.state, await undisturbed(20));
    }
  }
});

test('ignores false results in onResult', async (t) => {
  const serial = new SerialPool();
  const pool: Pool = {
    async map(task, items, { onResult } = {}) {
      onResult?.(0, undefined as never);
      onResult?.(1, 'done' as never);
      return await serial.map(task, items, onResult === undefined ? {} : { onResult });
    },
  };
  const sampler = new MetropolisHastingsSampler({ ...options, pool });
  await sampler.start({ x: [0, 1, 2] });
  await sampler.run(20);
  t.deepEqual(sampler.state, await undisturbed(20));
});

test('works with a pool that ignores onResult', async (t) => {
  const serial = new SerialPool();
  const sampler = new MetropolisHastingsSampler({
    ...options,
    pool: { map: (task, items) => serial.map(task, items) },
  });
  await sampler.start({ x: [0, 1, 2] });
  await sampler.run(20);
  t.deepEqual(sampler.state, await undisturbed(20));
});

test('aborts when the map ends if the pool ignores the signal', async (t) => {
  const serial = new SerialPool();
  const sampler = new MetropolisHastingsSampler({
    ...options,
    pool: { map: (task, items) => serial.map(task, items) },
  });
  await sampler.start({ x: [0, 1, 2] });
  const error = await t.throwsAsync(sampler.run(10, { signal: AbortSignal.abort() }));
  t.true(isEpsieError(error, 'ABORTED'));
  t.is(sampler.iterations, 0);
});
