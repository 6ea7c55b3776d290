import {
  Chain,
  type DrawSource,
  drawStatistics,
  MetropolisHastingsSampler,
  ParallelTemperedSampler,
  vousden,
} from '@epsie/core';
import test from 'ava';
import { Block } from '#src/history/block.js';
import { numberColumns, writeStatistics } from '#src/history/columns.js';

const model = ({ x, y }: { x: number; y: number }) => ({
  logPrior: 0,
  logLikelihood: -0.5 * (x * x + y * y),
  blob: { radius: Math.hypot(x, y) },
});

async function plainSampler() {
  const sampler = new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains: 3, seed: 1 });
  await sampler.start({ x: [0, 1, 2], y: [0, 1, 2] });
  await sampler.run(40);
  return sampler;
}

async function temperedSampler() {
  const sampler = new ParallelTemperedSampler({
    parameters: ['x', 'y'],
    model,
    chains: 2,
    seed: 1,
    betas: [1, 0.5, 0],
    swapInterval: 3,
    ladder: vousden(),
  });
  const start = [
    [0, 0],
    [1, 1],
    [2, 2],
  ];
  await sampler.start({ x: start, y: start });
  await sampler.run(40);
  return sampler;
}

test('every statistic of the list reaches the views and the history of a sampler', async (t) => {
  const sampler = await plainSampler();
  for (const { name, group, key, type } of drawStatistics) {
    const view = (sampler[group] as unknown as Record<string, readonly ArrayLike<number>[]>)[key]?.[1] ?? [];
    t.is(view.constructor.name, type === 'uint8' ? 'Uint8Array' : 'Float64Array', name);
    t.deepEqual([...sampler.history.draws(name, { chain: 1 })], Array.from(view), name);
  }
});

test('every statistic of the list is written to its own column', (t) => {
  const numbers = drawStatistics.filter(({ type }) => type === 'float64').length;
  const draw = {
    position: new Float64Array(0),
    logLikelihood: 1,
    logPrior: 2,
    ratio: 3,
    accepted: true,
    blob: new Float64Array(0),
  };
  const { data } = new Block({ levels: 1, columns: numberColumns(0, 0), iterations: 2, sweeps: 0, betas: false });
  data.fill(Number.NaN);
  t.is(writeStatistics(draw, data, 0, 2), 2 * numbers);
  const written = Array.from({ length: numbers }, (_, column) => data[2 * column]);
  t.deepEqual(
    written,
    Array.from({ length: numbers }, (_, column) => column + 1),
  );
});

test('variables are parameters, statistics and blobs', async (t) => {
  const { history } = await plainSampler();
  t.deepEqual(
    history.variables.map(({ name, kind }) => `${kind} ${name}`),
    ['parameter x', 'parameter y', ...drawStatistics.map(({ name }) => `stat ${name}`), 'blob radius'],
  );
});

test('a history has the numbers of the views, counted since the last clear', async (t) => {
  const sampler = await temperedSampler();
  sampler.clear();
  await sampler.run(20);
  const { history } = sampler;
  t.is(history.length, 20);
  t.is(history.iterationOfDraw(0), 41);
  t.deepEqual([history.sweeps, history.iterationOfSweep(0)], [7, 42]);
  const series = { temperature: 2, chain: 1 };
  t.deepEqual(history.draws('x', series), sampler.positions.x[2]?.[1]);
  t.deepEqual(history.draws('radius', series), sampler.blobs?.['radius']?.[2]?.[1]);
  t.deepEqual(history.swaps('index', series), Float64Array.from(sampler.swaps.index[2]?.[1] ?? []));
  t.deepEqual(history.swaps('ratio', series), new Float64Array(7).fill(Number.NaN));
  t.is(history.betas(series).length, 20);
});

test('a history does not copy doubles that are contiguous', async (t) => {
  const { history, positions } = await plainSampler();
  t.is(history.draws('x', { chain: 0, from: 10 }).buffer, (positions.x[0] as Float64Array).buffer);
});

test('draws are selected by burn-in, range and thinning', async (t) => {
  const { history } = await plainSampler();
  const all = history.draws('x', { chain: 2 });
  t.deepEqual(
    history.draws('x', { chain: 2, burnIn: 10, thin: 4 }),
    all.filter((_, i) => i >= 10 && (i - 10) % 4 === 0),
  );
  t.deepEqual(history.draws('x', { from: -5 })[2], all.slice(-5));
  t.throws(() => history.draws('z'), { instanceOf: TypeError, message: /no draws of "z": it has `x`, `y`/ });
  t.throws(() => history.draws('x', { chain: 3 }), { instanceOf: RangeError, message: /index from 0 to 2/ });
});

test('a single chain has a history too', (t) => {
  const chain = new Chain({ parameters: ['x', 'y'], model, seed: 1 });
  t.is(chain.history.length, 0);
  chain.start({ x: 0, y: 0 });
  chain.step(5);
  const source: DrawSource<Float64Array> = chain.history;
  t.deepEqual(source.draws('y', { chain: 0 }), chain.positions.y);
});
