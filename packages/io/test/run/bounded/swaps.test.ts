import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { betaLadder, type ParallelTemperedSampler } from '@epsie/core';
import { exportCSV, exportNetCDF, type RecordedRun, type RecordingOptions, Run } from '@epsie/io';
import test, { type ExecutionContext } from 'ava';
import { firstBoundedDifference } from '../../helpers/bounded.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { startSmall } from '../../helpers/small-run.ts';

type Settings = Partial<ConstructorParameters<typeof ParallelTemperedSampler<'x'>>[0]>;

/** A sampler whose neighbours swap often. */
const start = (settings: Settings = {}): Promise<ParallelTemperedSampler<'x'>> =>
  startSmall({ betas: betaLadder(4, 2), swaps: 'evenOdd', ...settings });

async function uninterrupted(iterations: number, settings: Settings = {}) {
  const sampler = await start(settings);
  await sampler.run(iterations);
  return sampler;
}

async function sampled(
  t: ExecutionContext,
  iterations: number,
  options: Partial<RecordingOptions>,
  settings?: Settings,
) {
  const sampler = await start(settings);
  const run = await Run.create(join(temporaryDirectory(t), 'a.run'), sampler, options);
  await run.sample(sampler, { iterations, segment: 7 });
  return run;
}

/** Follows the states through rows of swaps, and returns the temperature of every state after each. */
async function positions(source: Pick<RecordedRun, 'swaps'>, levels: number): Promise<number[][]> {
  const rows: number[][] = [];
  const index: Float64Array[] = [];
  for (let temperature = 0; temperature < levels; temperature++)
    index.push(await source.swaps('index', { temperature, chain: 1 }));
  let states = index.map((_, temperature) => temperature);
  for (let row = 0; row < (index[0]?.length ?? 0); row++) {
    const before = states;
    states = index.map((origins) => before[origins[row] as number] as number);
    rows.push(index.map((_, state) => states.indexOf(state)));
  }
  return rows;
}

/** Counts the ways of a state from the coldest temperature to the hottest and back, as seen after each row. */
function roundTrips(rows: readonly (readonly number[])[], state: number, hottest: number): number {
  let [trips, isBack, wasCold] = [0, false, false];
  for (const row of rows) {
    if (row[state] === hottest && wasCold) isBack = true;
    if (row[state] !== 0) continue;
    if (isBack) trips++;
    [isBack, wasCold] = [false, true];
  }
  return trips;
}

for (const [swaps, swapInterval, iterations] of [
  ['evenOdd', 1, 150],
  ['evenOddTwice', 1, 90],
  ['evenOdd', 3, 200],
] as const) {
  test(`${swaps} every ${swapInterval}: states and ratios can be followed through a thinned run`, async (t) => {
    const settings = { swaps, swapInterval };
    const run = await sampled(t, iterations, { maxDraws: 20 }, settings);
    t.true(run.thin >= 8 && run.sweeps > 2);
    t.is(run.iterationOfSweep(0), swapInterval * run.thin);
    t.is(await firstBoundedDifference(run, await uninterrupted(iterations, settings)), undefined);
  });
}

test('a thinned run has every state where the unbounded run has it, and the round trips that its rows show', async (t) => {
  const whole = await uninterrupted(2000);
  const run = await sampled(t, 2000, { maxDraws: 500 });
  t.is(run.thin, 4);
  const all = await positions({ swaps: whole.history.swaps.bind(whole.history) } as never, 4);
  const thinned = await positions(run, 4);
  const kept = all.filter((_, sweep) => (sweep + 1) % 4 === 0);
  t.deepEqual(thinned, kept);
  const states = [0, 1, 2, 3];
  const count = (rows: number[][]): number => states.reduce((sum, state) => sum + roundTrips(rows, state, 3), 0);
  t.is(count(thinned), count(kept));
  // Turns at the ends between two rows are not seen.
  t.true(count(thinned) > 0 && count(thinned) <= count(all), `${count(thinned)} of ${count(all)}`);
  t.log(`${count(thinned)} of ${count(all)} round trips`);
});

test('without composition, states could not be followed', async (t) => {
  const whole = await uninterrupted(2000);
  const uncomposed = {
    swaps: (name: 'index', selection: { temperature: number; chain: number }) =>
      whole.history.swaps(name, { ...selection, from: 3, thin: 4 }),
  };
  const all = await positions({ swaps: whole.history.swaps.bind(whole.history) } as never, 4);
  t.notDeepEqual(
    await positions(uncomposed as never, 4),
    all.filter((_, sweep) => (sweep + 1) % 4 === 0),
  );
});

test('every pair has ratios in a thinned run, though every second sweep tries every second pair', async (t) => {
  const run = await sampled(t, 150, { maxDraws: 20 });
  for (const temperature of [0, 1, 2]) {
    const ratio = await run.swaps('ratio', { temperature, chain: 0 });
    t.true(ratio.length >= 10 && ratio.every((value) => value >= 0 && value <= 1));
  }
});

test('of the coldest temperature alone, the index is that of the last sweep of a row', async (t) => {
  const run = await sampled(t, 150, { maxDraws: 20, levels: 'coldest' });
  t.is(run.thin, 8);
  const { history } = await uninterrupted(150);
  for (const chain of [0, 1]) {
    const series = { temperature: 0, chain };
    t.deepEqual(await run.swaps('index', series), history.swaps('index', { ...series, from: 7, thin: 8 }).slice(0, 18));
    t.deepEqual(await run.draws('x', series), history.draws('x', { ...series, from: 7, thin: 8 }).slice(0, 18));
  }
});

test('a run that begins after some iterations of its sampler keeps the same multiples', async (t) => {
  const sampler = await start();
  await sampler.run(13);
  const run = await Run.create(join(temporaryDirectory(t), 'a.run'), sampler, { maxDraws: 6 });
  await run.sample(sampler, { iterations: 61, segment: 4 });
  // 61 / 8 - 13 / 8 = 6 multiples.
  t.deepEqual([run.thin, run.length, run.iterationOfDraw(0)], [8, 6, 16]);
  const { history } = await uninterrupted(61);
  t.deepEqual(await run.draws('x', { chain: 0 }), history.draws('x', { chain: 0, from: 15, thin: 8 }));
});

test('exports and burn-in count iterations of a thinned run', async (t) => {
  const run = await sampled(t, 150, { maxDraws: 20 });
  const csv = join(temporaryDirectory(t), 'a.csv');
  await exportCSV(run, csv, { burnIn: 100 });
  const lines = readFileSync(csv, 'utf8').trim().split('\n').slice(1);
  t.deepEqual([...new Set(lines.map((line) => Number(line.split(',')[0])))], [104, 112, 120, 128, 136, 144]);
  t.deepEqual(
    await run.draws('x', { chain: 0, burnIn: 100 }),
    (await uninterrupted(150)).history.draws('x', { chain: 0, from: 103, thin: 8 }),
  );
  await t.notThrowsAsync(exportNetCDF(run, join(temporaryDirectory(t), 'a.nc'), { burnIn: 100, tempered: true }));
});

test('a criterion ends a bounded run at the same iteration, whatever the segments', async (t) => {
  const ends: number[] = [];
  for (const segment of [1, 17, 1000]) {
    const sampler = await start();
    const run = await Run.create(join(temporaryDirectory(t), 'a.run'), sampler, { maxDraws: 20 });
    const until = async (source: RecordedRun): Promise<boolean> => {
      const x = await source.draws('x', { chain: 0 });
      return source.thin >= 16 && x.reduce((sum, value) => sum + value, 0) > 0;
    };
    const { met } = await run.sample(sampler, { until, atMost: 3000, segment });
    t.true(met);
    ends.push(run.iterations);
    t.is(await firstBoundedDifference(run, await uninterrupted(run.iterations)), undefined);
  }
  t.is(new Set(ends).size, 1, `${ends.join(', ')}`);
});
