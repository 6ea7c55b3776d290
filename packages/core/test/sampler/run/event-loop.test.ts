import { MetropolisHastingsSampler, ParallelTemperedSampler, type Pool, type Task } from '@epsie/core';
import test from 'ava';
import { batched } from '../../helpers/batched.ts';

type Model = (position: { readonly x: number }) => { logPrior: number; logLikelihood: number };

const gaussian: Model = ({ x }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });

/** Returns a model that blocks the event loop for some milliseconds. */
const slow = (milliseconds: number): Model => {
  return (position) => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    return gaussian(position);
  };
};

async function single(model: Model, chains = 1): Promise<MetropolisHastingsSampler<'x'>> {
  const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains, seed: 1 });
  await sampler.start({ x: new Float64Array(chains) });
  return sampler;
}

/** Returns how often a timer ticked during some work, and the longest time between two ticks. */
async function ticksDuring(work: () => Promise<unknown>): Promise<{ ticks: number; longest: number; time: number }> {
  const began = performance.now();
  let [ticks, last, longest] = [0, began, 0];
  const note = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(() => {
    ticks++;
    note();
  }, 5);
  await work();
  clearInterval(timer);
  note();
  return { ticks, longest, time: performance.now() - began };
}

/** Returns how often some work yielded to the event loop. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  const { MessageChannel } = globalThis;
  let turns = 0;
  globalThis.MessageChannel = class extends MessageChannel {
    constructor() {
      super();
      turns++;
    }
  };
  try {
    await work();
  } finally {
    globalThis.MessageChannel = MessageChannel;
  }
  return turns;
}

test.serial('timers tick during a long run without a signal in this process', async (t) => {
  const sampler = await single(gaussian);
  await sampler.run(100_000);
  const { ticks, longest, time } = await ticksDuring(() => sampler.run(4_000_000));
  t.true(ticks > time / 200, `${ticks} ticks in ${time} ms`);
  t.true(longest < time / 2, `no tick for ${longest} ms`);
});

test.serial('timers tick while many short chains run one after the other', async (t) => {
  const sampler = await single(slow(1), 30);
  const { ticks, time } = await ticksDuring(() => sampler.run(10));
  t.true(ticks >= 4, `${ticks} ticks in ${time} ms`);
});

test.serial('timers tick between the calls of a slow model', async (t) => {
  const sampler = await single(slow(200));
  const { ticks } = await ticksDuring(() => sampler.run(4));
  t.true(ticks >= 3, `${ticks} ticks in 4 calls`);
});

test.serial('timers tick between the temperatures of an iteration, and between start points', async (t) => {
  const sampler = new ParallelTemperedSampler({
    parameters: ['x'],
    model: slow(100),
    chains: 1,
    betas: [1, 0.5, 0],
    seed: 1,
  });
  const start = await ticksDuring(() => sampler.start({ x: [[0], [0], [0]] }));
  t.true(start.ticks >= 2, `${start.ticks} ticks in 3 calls`);
  const run = await ticksDuring(() => sampler.run(2));
  t.true(run.ticks >= 5, `${run.ticks} ticks in 6 calls`);
});

/** Returns a sampler whose model evaluates the points of its chains in one call. */
async function batch(evaluate: Model, { asynchronous = false } = {}): Promise<MetropolisHastingsSampler<'x'>> {
  const model = batched<'x'>({ evaluate }, { asynchronous });
  const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 4, seed: 1 });
  await sampler.start({ x: new Float64Array(4) });
  return sampler;
}

test.serial('timers tick between the calls of a slow batch', async (t) => {
  const sampler = await batch(slow(50));
  const { ticks } = await ticksDuring(() => sampler.run(4));
  t.true(ticks >= 3, `${ticks} ticks in 4 calls`);
});

test.serial('timers tick while fast batches follow one another', async (t) => {
  const sampler = await batch(gaussian);
  const { ticks, time } = await ticksDuring(() => sampler.run(200_000));
  t.true(ticks > time / 200, `${ticks} ticks in ${time} ms`);
});

test.serial('timers tick while an asynchronous batch is awaited', async (t) => {
  const sampler = await batch(gaussian, { asynchronous: true });
  const { ticks, time } = await ticksDuring(() => sampler.run(5000));
  t.true(ticks > time / 200, `${ticks} ticks in ${time} ms`);
});

test.serial('a run with a fast model yields to the event loop about every 50 ms, not more often', async (t) => {
  const sampler = await single(gaussian, 50);
  const began = performance.now();
  const turns = await turnsDuring(() => sampler.run(40_000));
  const time = performance.now() - began;
  // One at the beginning, and one when the run is committed.
  t.true(turns <= 2 + time / 50, `${turns} turns in ${time} ms`);
});

test.serial('a run yields to the event loop even if a pool in this process passes no context', async (t) => {
  const pool: Pool = {
    async map<I, O>(task: Task<I, O>, items: Iterable<I>): Promise<O[]> {
      const results: O[] = [];
      for (const item of items) results.push(await task(item));
      return results;
    },
  };
  const sampler = await single(slow(100));
  // Samplers pass the model itself only to a pool with `local: true`.
  const { advanceTask } = await import('#src/sampler/run/advance-task.js');
  const { configuration, iterations: iteration, chains } = sampler.state;
  const state = chains[0];
  if (state === undefined) throw new Error('No chain');
  const item = {
    configuration,
    model: { object: { evaluate: slow(100) as never } },
    chain: 0,
    iteration,
    iterations: 4,
    state,
  };
  const { ticks } = await ticksDuring(() => pool.map(advanceTask, [item]));
  t.true(ticks >= 3, `${ticks} ticks in 4 calls`);
});

test.serial('the numbers do not depend on when a run yields to the event loop', async (t) => {
  const betas = [1, 0.5, 0];
  const options = { parameters: ['x'], chains: 2, betas, seed: 3, swapInterval: 2 } as const;
  const [fast, interrupted] = [gaussian, slow(12)].map((model) => new ParallelTemperedSampler({ ...options, model }));
  if (fast === undefined || interrupted === undefined) throw new Error('No samplers');
  for (const sampler of [fast, interrupted]) {
    await sampler.start({ x: betas.map(() => [0, 1]) });
    await sampler.run(7);
  }
  t.deepEqual(interrupted.positions, fast.positions);
  t.deepEqual(interrupted.swaps, fast.swaps);
  t.deepEqual(interrupted.state, fast.state);
});
