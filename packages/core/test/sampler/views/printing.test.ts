// Output of a sampler in a console, as a string and as JSON.
import { inspect } from 'node:util';
import {
  andrieuThoms,
  Chain,
  customProposal,
  defineModel,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedChain,
  ParallelTemperedSampler,
  type Pool,
  SerialPool,
  vousden,
} from '@epsie/core';
import test from 'ava';

type P = 'x' | 'y';

const parameters = ['x', 'y'] as const;
const model = ({ x, y }: { x: number; y: number }) => ({ logPrior: 0, logLikelihood: -x * x - y * y, blob: { r: x } });
const common = { parameters, model, seed: 1 } as const;
const proposals = [normal('x', { adaptation: andrieuThoms({ duration: 100 }) })];
const unit = { x: [0, 0], y: [0, 0] };
const levels = {
  x: [
    [0, 0],
    [0, 0],
    [0, 0],
  ],
  y: [
    [0, 0],
    [0, 0],
    [0, 0],
  ],
};

const tempered = (more: object) =>
  new ParallelTemperedSampler<P>({ ...common, chains: 2, betas: [1, 0.5, 0.1], ...more });

test('a sampler prints its settings and its progress', async (t) => {
  const sampler = new MetropolisHastingsSampler({ ...common, chains: 2, proposals });
  const text = (iterations: string) => `MetropolisHastingsSampler {
  parameters: [ 'x', 'y' ],
  chains: 2,
  iterations: ${iterations},
  seed: 1n,
  proposals: [ normal(x) with andrieuThoms, normal(y) ],
  pool: SerialPool
}`;
  t.is(inspect(sampler), text('0 (not started)'));
  await sampler.start(unit);
  await sampler.run(30);
  t.is(inspect(sampler), text('30'));
  sampler.clear();
  t.is(inspect(sampler), text('30,\n  lastClear: 30'));
  t.is(inspect({ sampler }, { depth: 0 }), '{ sampler: [MetropolisHastingsSampler] }');
});

test('a tempered sampler prints its ladder, if that adapts the initial one', (t) => {
  t.regex(
    inspect(tempered({})),
    /^ParallelTemperedSampler \{\n {2}parameters: .*\n {2}chains: 2,\n {2}temperatures: 3,\n {2}betas: \[ 1, 0.5, 0.1 \],\n/,
  );
  const adaptive = inspect(tempered({ ladder: vousden() }));
  t.regex(adaptive, / {2}temperatures: 3,\n {2}startBetas: \[ 1, 0.5, 0 \],\n {2}ladder: 'vousden',\n/);
});

test('samples print as their shapes', async (t) => {
  const plain = new MetropolisHastingsSampler({ ...common, chains: 2 });
  await plain.start(unit);
  await plain.run(30);
  const column = '2 × Float64Array(30)';
  t.is(inspect(plain.positions), `{ x: ${column}, y: ${column} }`);
  t.is(inspect(plain.stats), `{ logLikelihood: ${column}, logPrior: ${column} }`);
  t.is(inspect(plain.acceptance), `{ ratio: ${column}, accepted: 2 × Uint8Array(30) }`);
  t.is(inspect(plain.blobs), `{ r: ${column} }`);
  // Also after an access, and after more iterations.
  t.is(plain.positions.x[1]?.length, 30);
  await plain.run(10);
  t.is(
    inspect({ views: [plain.positions] }, { breakLength: 200 }),
    '{ views: [ { x: 2 × Float64Array(40), y: 2 × Float64Array(40) } ] }',
  );
  t.deepEqual(Object.keys(plain.positions), ['x', 'y']);
  t.deepEqual(structuredClone({ ...plain.positions }), { ...plain.positions });
});

test('samples of tempered samplers and of single chains print as their shapes', async (t) => {
  const sampler = tempered({ ladder: vousden(), swapInterval: 2 });
  await sampler.start(levels);
  await sampler.run(30);
  t.is(inspect(sampler.positions), '{ x: 3 × 2 × Float64Array(30), y: 3 × 2 × Float64Array(30) }');
  const swaps = 'index: 3 × 2 × Int32Array(15), ratio: 2 × 2 × Float64Array(15), beta: 3 × 2 × Float64Array(15)';
  t.is(inspect(sampler.swaps, { breakLength: 200 }), `{ ${swaps} }`);
  const chain = new Chain(common);
  chain.start({ x: 0, y: 0 });
  chain.step(5);
  t.is(inspect(chain.positions), '{ x: Float64Array(5), y: Float64Array(5) }');
  const ladder = new ParallelTemperedChain({ ...common, betas: [1, 0.5] });
  t.is(inspect(ladder.positions), '{ x: 2 × Float64Array(0), y: 2 × Float64Array(0) }');
});

test('a single chain prints its index and position', (t) => {
  const chain = new Chain({ ...common, chain: 3 });
  t.regex(
    inspect(chain),
    /^Chain \{\n {2}parameters: \[ 'x', 'y' \],\n {2}chain: 3,\n {2}iterations: 0 \(not started\),/,
  );
  chain.start({ x: 0.5, y: 2 });
  t.regex(inspect(chain), /currentPositions: \{ x: 0.5, y: 2 \}\n\}$/);
});

test('pools, custom proposals and portable models print readably', async (t) => {
  const own: Pool = { map: async () => [], local: true, size: 3 };
  const custom = customProposal({ module: 'file:///walk.js', export: 'walk' }, ['x', 'y']);
  const sampler = new MetropolisHastingsSampler({ ...common, chains: 2, pool: own, proposals: [custom] });
  t.regex(inspect(sampler), /proposals: \[ walk\(x, y\) \],\n {2}pool: Pool of 3\n\}$/);
  const pool = new SerialPool();
  t.is(inspect(pool), 'SerialPool { size: 1 }');
  await pool.close();
  t.is(inspect(pool), 'SerialPool { size: 1, closed: true }');
  const portable = defineModel('file:///model.js', model);
  t.is(inspect(portable), "PortableModel { module: 'file:///model.js', export: 'default' }");
});

test('a sampler as text and as JSON is a summary', async (t) => {
  const sampler = new MetropolisHastingsSampler({ ...common, chains: 2, proposals });
  t.is(String(sampler), 'MetropolisHastingsSampler of x, y, not started');
  await sampler.start(unit);
  await sampler.run(30);
  t.is(`${sampler}`, 'MetropolisHastingsSampler of x, y, at iteration 30');
  t.deepEqual(JSON.parse(JSON.stringify(sampler)), {
    parameters: ['x', 'y'],
    chains: 2,
    iterations: 30,
    seed: '1',
    proposals: ['normal(x) with andrieuThoms', 'normal(y)'],
    pool: 'SerialPool',
  });
});
