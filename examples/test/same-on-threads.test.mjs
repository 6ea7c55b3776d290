import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';
import { createSampler, startPositions } from '../dist/galaxies-unknown-k/sampling.js';
import { events } from '../dist/sky-position/events.js';
import { localise } from '../dist/sky-position/localise.js';

test.serial('transdimensional chains with a custom proposal are the same on two threads', async (t) => {
  const pool = new ThreadPool({ threads: 2 });
  t.teardown(() => pool.close());
  const run = async (options) => {
    const sampler = createSampler({ chains: 3, seed: 2n, ...options });
    await sampler.start(startPositions(3));
    await sampler.run(700);
    return sampler.currentPositions;
  };
  t.deepEqual(await run({ pool }), await run({}));
});

test.serial('tempered chains on the sphere are the same on two threads', async (t) => {
  const pool = new ThreadPool({ threads: 2 });
  t.teardown(() => pool.close());
  const truth = { threshold: -1 };
  const run = (options) => localise(events[0], truth, { chains: 3, seed: 2n, iterations: 500, ...options });
  t.deepEqual(await run({ pool }), await run({}));
});
