import { join } from 'node:path';
import { type DrawSource, drawStatistics } from '@epsie/core';
import { exportCSV, exportNetCDF, Run } from '@epsie/io';
import test from 'ava';
import { File, type Group, ready } from 'h5wasm/node';
import { temporaryDirectory } from '../helpers/directory.ts';
import { startSampler } from '../helpers/samplers.ts';

/** An analysis as one of another package would be: means of all variables of all series. */
async function means(source: DrawSource): Promise<Record<string, number[]>> {
  const result: Record<string, number[]> = {};
  for (const { name } of source.variables) {
    result[name] = [];
    for (let temperature = 0; temperature < source.temperatures; temperature++)
      for (let chain = 0; chain < source.chains; chain++)
        result[name].push((await source.draws(name, { chain, temperature })).reduce((sum, value) => sum + value, 0));
  }
  return result;
}

for (const name of ['gaussian', 'adaptive ladder', 'unknown number']) {
  test(`an analysis reads a sampler and its run alike: ${name}`, async (t) => {
    const whole = await startSampler(name);
    await whole.run(60);
    const sampler = await startSampler(name);
    const run = await Run.create(join(temporaryDirectory(t), 'a.run'), sampler);
    await run.sample(sampler, { iterations: 60 });
    const { history } = whole;
    t.deepEqual(run.variables, history.variables);
    t.deepEqual(await means(run), await means(history));
    t.deepEqual(
      [run.length, run.sweeps, run.iterations, run.iterationOfDraw(3)],
      [history.length, history.sweeps, history.iterations, history.iterationOfDraw(3)],
    );
  });
}

test('every statistic of the list is recorded and exported', async (t) => {
  const directory = temporaryDirectory(t);
  const sampler = await startSampler('gaussian');
  const run = await Run.create(join(directory, 'a.run'), sampler);
  await run.sample(sampler, { iterations: 20 });
  const recorded = run.variables.filter(({ kind }) => kind === 'stat').map(({ name }) => name);
  t.deepEqual(
    recorded,
    drawStatistics.map(({ name }) => name),
  );
  const file = join(directory, 'a.nc');
  await exportNetCDF(run, file);
  await ready;
  const stats = new File(file, 'r').get('sample_stats') as Group;
  t.is(stats.keys().filter((key) => !['chain', 'draw', 'iteration', 'lp'].includes(key)).length, recorded.length);
  await t.notThrowsAsync(exportCSV(run, join(directory, 'a.csv')));
});
