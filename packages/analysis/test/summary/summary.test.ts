import * as analysis from '@epsie/analysis';
import { angular, boundedDiscrete, createBitGenerator, cycle, MetropolisHastingsSampler, Random } from '@epsie/core';
import test from 'ava';
import { disk, memory } from './sources.ts';

const { summary } = analysis;

function normals(seed: number, chains: number, draws: number, of = (z: number) => z): number[][] {
  const random = new Random(createBitGenerator(seed));
  return Array.from({ length: chains }, () => Array.from({ length: draws }, () => of(random.standardNormal())));
}

for (const draws of [400, 401])
  test(`the numbers of ${draws} draws are those of the functions of one quantity`, (t) => {
    const x = normals(1, 3, draws, (z) => Math.round(z * 50));
    const row = summary(memory({ x }), { probability: 0.9 }).rows[0];
    t.is(row?.rHat, analysis.rHat(x));
    t.is(row?.essBulk, analysis.essBulk(x));
    t.is(row?.essTail, analysis.essTail(x));
    t.is(row?.mcseMean, analysis.mcseMean(x));
    t.is(row?.mcseSd, analysis.mcseSd(x));
    t.is(row?.median, analysis.quantile(x, 0.5));
    t.deepEqual([row?.lower, row?.upper], [...analysis.hdi(x, 0.9)]);
  });

test('the row of a parameter is the same whatever was summarized before it', (t) => {
  const columns = {
    x: normals(11, 3, 301),
    sometimes: normals(12, 3, 301, (z) => (z < -0.5 ? Number.NaN : z)),
    phase: normals(13, 3, 301, (z) => (z + 7) % (2 * Math.PI)),
    k: normals(14, 3, 301, (z) => Math.round(z)),
    wild: normals(15, 3, 301, (z) => Math.exp(200 * z)),
    y: normals(16, 3, 301),
  };
  const proposals = [cycle([[angular('phase'), 1]]), boundedDiscrete('k', { bounds: { k: [-9, 9] } })];
  const source = memory(columns, proposals);
  for (const [i, row] of summary(source).rows.entries())
    t.deepEqual(row, summary(source, { parameters: row.parameter }).rows[0], `${i}`);
});

test('burn-in and thinning are left out', (t) => {
  const x = normals(2, 2, 100);
  const source = memory({ x, y: x });
  const kept = x.map((chain) => chain.slice(20).filter((_, i) => i % 2 === 0));
  const { rows, draws } = summary(source, { burnIn: 20, thin: 2, parameters: 'y' });
  t.is(draws, 40);
  t.is(rows.length, 1);
  t.is(rows[0]?.essBulk, analysis.essBulk(kept));
});

test('with a burn-in per chain, chains past it are summarized after the longest, and the others are left out', (t) => {
  const x = normals(2, 4, 100);
  const iterations = [10, Number.POSITIVE_INFINITY, 30, 0];
  const result = summary(memory({ x }), { burnIn: { iterations } });
  const kept = [0, 2, 3].map((c) => (x[c] as number[]).slice(30));
  t.deepEqual([result.chains, result.draws, result.leftOut], [3, 70, [1]]);
  t.is(result.rows[0]?.rHat, analysis.rHat(kept));
  t.is(result.rows[0]?.essBulk, analysis.essBulk(kept));
  t.not(result.rows[0]?.essBulk, analysis.essBulk(x.map((chain) => chain.slice(30))));
  t.regex(String(result), /\n1 of 4 chains left out, still in their burn-in: 1$/);
  t.deepEqual(summary(memory({ x }), { burnIn: { iterations: [0, 0, 0, 0] } }).rows, summary(memory({ x })).rows);
});

test('where all chains are in their burn-in, nothing is summarized', (t) => {
  const x = normals(2, 2, 20);
  const never = { iterations: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] };
  const result = summary(memory({ x }), { burnIn: never });
  t.deepEqual([result.chains, result.draws, result.leftOut], [0, 0, [0, 1]]);
  t.is(result.rows[0]?.mean, Number.NaN);
  t.regex(String(result), /x: 0 draws per chain: .*\n2 of 2 chains left out, still in their burn-in: 0, 1$/);
});

test('the result of burnIn is a burn-in', async (t) => {
  const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
  const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 3, seed: 1 });
  await sampler.start({ x: [0, 8, 1] });
  await sampler.run(400);
  const found = analysis.burnIn(sampler, { test: 'maxPosterior' });
  t.true(found.longest > 0);
  t.deepEqual(summary(sampler, { burnIn: found }).rows, summary(sampler, { burnIn: found.longest }).rows);
});

test('a source of promises returns a promise of the same summary', async (t) => {
  const source = memory({ x: normals(3, 2, 50) });
  const pending = summary(disk(source));
  t.true(pending instanceof Promise);
  t.deepEqual((await pending).toJSON(), summary(source).toJSON());
});

test('a sampler and its history are sources', async (t) => {
  const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
  const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
  await sampler.start({ x: [0, 1] });
  await sampler.run(200);
  t.deepEqual(summary(sampler).rows, summary(sampler.history).rows);
  t.is(
    summary(sampler, { burnIn: 100 }).rows[0]?.essBulk,
    analysis.essBulk(sampler.history.draws('x', { burnIn: 100 })),
  );
});

test('an angle has circular statistics, whatever direction it is near', (t) => {
  const proposals = [cycle([[angular('phase'), 1]])];
  const near = (direction: number) =>
    normals(4, 4, 500, (z) => (((direction + 0.3 * z) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI));
  const [there, here] = [near(3), near(0)].map((phase) => summary(memory({ phase }, proposals)).rows[0]);
  for (const key of ['sd', 'essBulk', 'essTail', 'rHat', 'mcseMean'] as const)
    t.true(Math.abs((here?.[key] ?? 0) / (there?.[key] ?? 1) - 1) < 1e-6, key);
  t.true((here?.lower ?? 0) > (here?.upper ?? 7));
  const linear = summary(memory({ phase: near(0) })).rows[0];
  t.true((linear?.sd ?? 0) > 5 * (here?.sd ?? 1), 'as a real number it has the spread of the whole turn');
});

test('the median of an integer was drawn, and its tail begins at the largest', (t) => {
  const k = normals(5, 2, 200, (z) => (z > 0 ? 1 : 0));
  const proposals = [boundedDiscrete('k', { bounds: { k: [0, 1] } })];
  const row = summary(memory({ k }, proposals)).rows[0];
  t.is(row?.kind, 'discrete');
  t.true(row?.median === 0 || row?.median === 1);
  t.true((row?.essTail ?? 0) > 0);
  t.is(summary(memory({ k })).rows[0]?.essTail, Number.NaN);
});

test('a parameter that is not always active has the statistics of its active draws', (t) => {
  const all = normals(6, 3, 300);
  const x = all.map((chain) => chain.map((z) => (z < -1 ? Number.NaN : z)));
  const row = summary(memory({ x })).rows[0];
  const active = x.map((chain) => chain.filter((z) => !Number.isNaN(z)));
  const least = Math.min(...active.map((chain) => chain.length));
  t.is(row?.active?.fraction, active.flat().length / 900);
  t.is(row?.median, analysis.quantile(active, 0.5));
  t.is(row?.rHat, analysis.rHat(active.map((chain) => chain.slice(-least))));
  t.is(row?.active?.rHat, analysis.rHat(x.map((chain) => chain.map((z) => (Number.isNaN(z) ? 0 : 1)))));
});

test('numbers that are undefined have a reason', (t) => {
  const reason = (x: number[][]) => summary(memory({ x })).rows[0]?.reason;
  t.is(reason([[2, 2, 2, 2, 2, 2, 2]]), 'all draws are 2');
  t.is(reason([[1]]), '1 draw per chain: at least 6 are needed');
  t.is(reason([[1, 2]]), '2 draws per chain: at least 6 are needed');
  t.is(reason([[1, 2, 3, 4, 5, Number.POSITIVE_INFINITY]]), 'some draws are infinite');
  t.is(reason([[], []]), '0 draws per chain: at least 6 are needed');
  t.is(reason(normals(1, 2, 20)), undefined);
});

test('the JSON and the notebook form contain the rows', (t) => {
  const result = summary(memory({ 'a<b': normals(9, 2, 50) }));
  const parsed = JSON.parse(JSON.stringify(result));
  t.is(parsed.rows[0].essBulk, result.rows[0]?.essBulk);
  const shown = (result as unknown as Record<symbol, () => Record<string, string>>)[
    Symbol.for('Jupyter.display')
  ]?.call(result);
  t.is(shown?.['text/plain'], String(result));
  t.regex(shown?.['text/html'] ?? '', /<td>a&lt;b<\/td>/);
});

test('sources, parameters and options that do not fit are refused', (t) => {
  const source = memory({ x: [[1, 2]] });
  t.throws(() => summary(4 as never), { instanceOf: TypeError, message: /`source`.*a sampler/ });
  t.throws(() => summary(source, { parameters: ['y'] }), { instanceOf: TypeError, message: /`x`.*"y"/ });
  t.throws(() => summary(source, { burn: 4 } as never), { instanceOf: TypeError, message: /`burn`/ });
  t.throws(() => summary(source, { probability: 94 }), { instanceOf: RangeError, message: /`probability`/ });
  t.throws(() => summary(source, { burnIn: { iterations: [1, 2] } }), {
    instanceOf: RangeError,
    message: /`burnIn.iterations.length`.*number of chains \(1\), got 2/,
  });
  t.throws(() => summary(source, { burnIn: { iterations: [-1] } }), { message: /`burnIn.iterations\[0\]`/ });
  t.throws(() => summary(source, { burnIn: Number.POSITIVE_INFINITY }), {
    instanceOf: RangeError,
    message: /`burnIn`/,
  });
  t.throws(() => summary(source, { thin: 0 }), { instanceOf: RangeError, message: /`thin`/ });
});
