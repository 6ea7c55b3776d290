import {
  betaLadder,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  type Pool,
  SerialPool,
} from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';
import { startServer, type TestServer } from '../helpers/server.ts';

const servers: TestServer[] = [];
const ends: (() => Promise<void>)[] = [];
const keep = { teardown: (end: () => Promise<void>) => void ends.push(end) };
let models: typeof import('../models/gaussian.ts');

// The models read the addresses of the servers from the environment, in this thread and in workers.
test.before(async () => {
  servers.push(await startServer(keep), await startServer(keep));
  process.env['UMBRIDGE_TEST_URLS'] = JSON.stringify(servers.map(({ url }) => url));
  models = await import('../models/gaussian.ts');
});
test.after.always(() => Promise.all(ends.map((end) => end())));

const pools: { readonly [name: string]: () => SerialPool | ThreadPool } = {
  SerialPool: () => new SerialPool(),
  'ThreadPool with 2 threads': () => new ThreadPool({ threads: 2 }),
};
const close = async (pool: SerialPool | ThreadPool): Promise<void> => {
  if (pool instanceof ThreadPool) await pool.close();
};

const options = { chains: 6, proposals: [normal(['x', 'y'])], seed: 5 };
const recorded = ({ positions, stats, acceptance }: MetropolisHastingsSampler<'x' | 'y'>) =>
  structuredClone({ positions: { ...positions }, stats: { ...stats }, acceptance: { ...acceptance } });

async function chainsOf(model: typeof models.served, pool: Pool) {
  const sampler = new MetropolisHastingsSampler({ ...options, model, pool });
  await sampler.start();
  await sampler.run(60);
  return recorded(sampler);
}

for (const [name, create] of Object.entries(pools)) {
  test.serial(`chains are those of the model in TypeScript, bit for bit: ${name}`, async (t) => {
    const pool = create();
    t.deepEqual(await chainsOf(models.served, pool), await chainsOf(models.local({ scale: 1 }), new SerialPool()));
    await close(pool);
  });
}

test.serial('chains of a likelihood that differs in its 16th digit are others', async (t) => {
  const twin = models.local({ scale: 1 + 2 ** -52 });
  t.notDeepEqual(await chainsOf(models.served, new SerialPool()), await chainsOf(twin, new SerialPool()));
});

for (const [name, create] of Object.entries(pools)) {
  test.serial(`tempered chains with a log prior of the server are the same: ${name}`, async (t) => {
    const run = async (model: typeof models.posterior | typeof models.localPosterior, pool: Pool) => {
      const sampler = new ParallelTemperedSampler({
        parameters: ['x', 'y'],
        model,
        chains: 3,
        betas: betaLadder(3, 8),
        proposals: [normal(['x', 'y'])],
        seed: 3,
        pool,
      });
      const levels = [0.5, -0.5, 1];
      await sampler.start({ x: [levels, levels, levels], y: [levels, levels, levels] });
      await sampler.run(30);
      return structuredClone({ positions: { ...sampler.positions }, stats: { ...sampler.stats } });
    };
    const pool = create();
    t.deepEqual(await run(models.posterior, pool), await run(models.localPosterior, new SerialPool()));
    await close(pool);
  });
}

for (const [name, create] of Object.entries(pools)) {
  test.serial(`a run that resumes from its state is the uninterrupted one: ${name}`, async (t) => {
    const first = new MetropolisHastingsSampler({ ...options, model: models.served });
    await first.start();
    await first.run(25);
    const pool = create();
    const second = new MetropolisHastingsSampler({ ...options, model: models.served, pool });
    second.setState(structuredClone(first.state));
    await second.run(35);
    const { positions } = await chainsOf(models.local({ scale: 1 }), new SerialPool());
    for (const chain of [0, 5]) t.deepEqual(second.positions.x[chain]?.slice(-35), positions['x']?.[chain]?.slice(-35));
    await close(pool);
  });
}

test.serial('the point that failed is named, with chain and iteration', async (t) => {
  const { umBridgeModel } = await import('@epsie/umbridge');
  const { url } = await startServer(t, { fault: 'exception', after: 20 });
  const model = umBridgeModel(import.meta.url, { url, name: 'posterior', parameters: ['x', 'y'] });
  const sampler = new MetropolisHastingsSampler({ ...options, parameters: ['x', 'y'], model });
  await sampler.start({ x: [0, 1, 2, 0, 1, 2], y: [0, 1, 2, 0, 1, 2] });
  const error = await t.throwsAsync(sampler.run(60), { code: 'MODEL_FAILED' });
  t.regex(
    error?.message ?? '',
    /The model threw: \/Evaluate of http:\/\/127\.0\.0\.1:\d+ failed: ModelError: the mesh is degenerate/,
  );
  t.log(error?.message);
});

test.serial('a run continues on the other server when one is killed', async (t) => {
  await servers[1]?.kill();
  t.deepEqual(
    await chainsOf(models.served, new SerialPool()),
    await chainsOf(models.local({ scale: 1 }), new SerialPool()),
  );
});
