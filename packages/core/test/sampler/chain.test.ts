import {
  andrieuThoms,
  betaLadder,
  Chain,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedChain,
  ParallelTemperedSampler,
  vousden,
} from '@epsie/core';
import test from 'ava';

const model = ({ x, y }: { x: number; y: number }) => ({
  logPrior: Math.abs(x) < 9 && Math.abs(y) < 9 ? 0 : Number.NEGATIVE_INFINITY,
  logLikelihood: -0.5 * (x * x + y * y),
  blob: { sum: x + y },
});
const options = {
  parameters: ['x', 'y'],
  model,
  proposals: [normal('y', { adaptation: andrieuThoms({ duration: 40 }) })],
  seed: 7,
} as const;

test('a single chain makes the steps of the same chain of a sampler', async (t) => {
  const sampler = new MetropolisHastingsSampler({ ...options, chains: 3 });
  await sampler.start({ x: [0, 1, 2], y: [0, 1, 2] });
  await sampler.run(60);
  const chain = new Chain({ ...options, chain: 2 });
  chain.start({ x: 2, y: 2 });
  for (let i = 0; i < 30; i++) chain.step();
  chain.step(30);
  t.deepEqual(chain.positions.x, sampler.positions.x[2]);
  t.deepEqual(chain.acceptance.accepted, sampler.acceptance.accepted[2]);
  t.deepEqual(
    Object.values(chain.blobs ?? {}),
    Object.values(sampler.blobs ?? {}).map((column) => column[2]),
  );
  t.deepEqual(chain.state.chains[0], sampler.state.chains[2]);
  t.is(chain.currentPositions.x, sampler.currentPositions.x[2] as number);
  t.is(chain.startPositions.y, 2);
});

test('a single tempered chain makes the steps of the same chain of a sampler', async (t) => {
  const tempering = { betas: betaLadder(4, 50), swapInterval: 2, ladder: vousden() };
  const sampler = new ParallelTemperedSampler({ ...options, ...tempering, chains: 2 });
  const start = [
    [0, 1],
    [0, 1],
    [0, 1],
    [0, 1],
  ];
  await sampler.start({ x: start, y: start });
  await sampler.run(31);
  const chain = new ParallelTemperedChain({ ...options, ...tempering, chain: 1 });
  chain.start({ x: [1, 1, 1, 1], y: [1, 1, 1, 1] });
  for (let i = 0; i < 31; i++) chain.step();
  t.deepEqual(
    chain.positions.x,
    sampler.positions.x.map((level) => level[1]),
  );
  t.deepEqual(
    chain.swaps.index,
    sampler.swaps.index.map((level) => level[1]),
  );
  t.deepEqual(chain.betas, sampler.betas[1]);
  t.deepEqual(chain.temperatures, sampler.temperatures[1]);
  t.deepEqual(chain.state.chains[0], sampler.state.chains[1]);
  t.deepEqual(
    chain.currentPositions.x,
    Float64Array.from(sampler.currentPositions.x, (level) => level[1] as number),
  );
});

test('a single chain is saved, restored, cleared and reset like a sampler', (t) => {
  const chain = new Chain(options);
  chain.start({ x: 0, y: 0 });
  chain.step(20);
  const { state } = chain;
  chain.step(20);
  const again = new Chain({ ...options, seed: 1 });
  again.setState(state);
  t.is(again.lastClear, 20);
  again.step(20);
  t.deepEqual(again.state, chain.state);
  chain.clear();
  t.is(chain.positions.x.length, 0);
  chain.resetAdaptation();
  t.is(chain.state.chains[0]?.proposals[0]?.start, 40);
});

test('a single chain draws the same start from the prior as a sampler with its seed', async (t) => {
  const drawn = {
    evaluate: model,
    samplePrior: (random: { uniform(a: number, b: number): number }) => ({
      x: random.uniform(-1, 1),
      y: random.uniform(-1, 1),
    }),
  };
  const sampler = new MetropolisHastingsSampler({ ...options, model: drawn, chains: 2 });
  await sampler.start();
  const chain = new Chain({ ...options, model: drawn, chain: 1 });
  chain.start();
  t.is(chain.startPositions.x, sampler.startPositions.x[1] as number);
  t.not(sampler.startPositions.x[0], sampler.startPositions.x[1] as number);
});

test('a single chain rejects steps before a start, bad starts and invalid options', (t) => {
  const chain = new Chain(options);
  t.throws(() => chain.step(), { message: /start/ });
  t.throws(() => chain.start({ x: 20, y: 0 }), { code: 'START_REJECTED' });
  t.throws(() => new Chain({ ...options, chain: -1 }), {
    message: 'Expected `chain` to be an integer from 0 up, got -1',
  });
});
