import { Chain, MetropolisHastingsSampler, type Pool } from '@epsie/core';
import test from 'ava';
import { Block } from '#src/history/block.js';
import { ChainHistory } from '#src/history/chain-history.js';
import { assertUnharmed, kinds, started } from '../helpers/undisturbed.ts';
import { undisturbed } from './modules/models.ts';

const WAY_OUT =
  'Run fewer iterations at a time and call `clear()` in between, or sample with `Run.sample` of @epsie/io, which writes ' +
  'the samples to disk';

const message = (what: string, bytes: string) =>
  `There is not enough memory for the samples of ${what}: they take ${bytes}. ${WAY_OUT}`;

test('a run whose samples do not fit into memory throws before the model is called', async (t) => {
  let calls = 0;
  const model = ({ x }: { x: number }) => {
    calls++;
    return { logPrior: 0, logLikelihood: -x * x };
  };
  const create = (chains: number) => new MetropolisHastingsSampler({ parameters: ['x'], model, chains, seed: 1 });
  for (const [chains, iterations, what, bytes] of [
    [1, 1e12, '1000000000000 iterations of a chain', '33.0 TB (33000000000000 bytes)'],
    // Each chain alone would fit into an array; all of them exceed the memory of any machine.
    [20_000, 1e8, '100000000 iterations of 20000 chains', '66.0 TB (66000000000000 bytes)'],
  ] as const) {
    const sampler = create(chains);
    await sampler.start({ x: new Float64Array(chains) });
    await sampler.run(2);
    const before = sampler.state;
    calls = 0;
    await t.throwsAsync(sampler.run(iterations), { instanceOf: RangeError, message: message(what, bytes) });
    const segments = sampler.stream({ iterations, segment: iterations });
    await t.throwsAsync(segments.next(), { instanceOf: RangeError, message: message(what, bytes) });
    t.is(calls, 0);
    t.deepEqual(sampler.state, before);
    await sampler.run(1);
    t.is(sampler.iterations, 3);
  }
});

for (const [name, kind] of Object.entries(kinds)) {
  test(`${name}: a failed allocation in a worker reports the bytes, and the sampler stays at its last commit`, async (t) => {
    let failing = false;
    const pool: Pool = {
      async map(task, items) {
        if (failing) throw new RangeError('Array buffer allocation failed');
        return await Promise.all(Array.from(items, async (item) => await task(item)));
      },
    };
    const sampler = await started(kind, { pool, model: undisturbed });
    await sampler.run(10);
    failing = true;
    const error = await t.throwsAsync(sampler.run(20), { instanceOf: RangeError });
    t.regex(
      error?.message ?? '',
      /^There is not enough memory for the samples of 20 iterations of 3 chains: they take \d+ bytes\. Run/,
    );
    t.like(error, { cause: { message: 'Array buffer allocation failed' } });
    failing = false;
    await assertUnharmed(t, sampler, kind, 10);
  });
}

test('an invalid array length in a pool or a kernel is not reported as a lack of memory', async (t) => {
  const failing = await started(kinds.tempered, {
    model: undisturbed,
    pool: {
      map: async (task, items) => {
        if (task.export === 'startTask') return await Promise.all(Array.from(items, async (item) => await task(item)));
        throw new RangeError('Invalid typed array length: -1');
      },
    },
  });
  await t.throwsAsync(failing.run(3), { message: 'Invalid typed array length: -1' });
});

test('a single chain that cannot record its steps keeps its state', (t) => {
  const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -x * x });
  const chain = new Chain({ parameters: ['x'], model, seed: 1 });
  chain.start({ x: 0 });
  chain.step(3);
  const before = chain.state;
  const bytes = '33.0 TB (33000000000000 bytes)';
  t.throws(() => chain.step(1e12), { message: message('1000000000000 iterations of a chain', bytes) });
  t.deepEqual(chain.state, before);
  chain.step();
  t.is(chain.positions.x.length, 4);
});

test('a history that cannot be joined keeps its samples', (t) => {
  const shape = (iterations: number) => ({ levels: 1, columns: 1, iterations, sweeps: 0, betas: false });
  const block = (...numbers: number[]) => {
    const made = new Block(shape(numbers.length));
    made.data.set(numbers);
    return made;
  };
  const history = new ChainHistory();
  history.append(block(1, 2));
  history.append(block(3));
  const { Float64Array: Real } = globalThis;
  globalThis.Float64Array = class extends Real {
    constructor(length: number) {
      super(length);
      throw new RangeError('Array buffer allocation failed');
    }
  } as never;
  try {
    t.throws(() => history.column(0, 0), { message: message('3 iterations of a chain', '32 bytes') });
  } finally {
    globalThis.Float64Array = Real;
  }
  t.deepEqual([...history.column(0, 0)], [1, 2, 3]);
});
