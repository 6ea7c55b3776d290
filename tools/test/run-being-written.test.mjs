// A run is analysed while another process writes it: every result is that of one commit.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { burnIn, diagnose, effectiveSamples, evidence, posteriorWeights, summary, tempering } from '@epsie/analysis';
import { Run } from '@epsie/io';
import test from 'ava';

const PROGRAM = fileURLToPath(new URL('programs/write-run.mjs', import.meta.url));
const READINGS = 12;
const ANALYSES = [summary, diagnose, burnIn, effectiveSamples, evidence, tempering, posteriorWeights];

/** Starts a writer of a run, which ends when the test does. */
async function writtenRun(t) {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-written-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const directory = join(folder, 'a.run');
  const writer = spawn(process.execPath, [PROGRAM, directory], { stdio: ['pipe', 'ignore', 'pipe'] });
  t.teardown(() => writer.kill('SIGKILL'));
  let errors = '';
  writer.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const exit = once(writer, 'close');
  const ended = exit.then(([code]) => {
    throw new Error(`The writer ended with ${code}: ${errors}`);
  });
  ended.catch(() => {});
  const stop = async () => {
    writer.stdin.end();
    t.deepEqual(await exit, [0, null], errors);
  };
  while (!existsSync(join(directory, 'manifest.json'))) await Promise.race([sleep(10), ended]);
  return { run: await Run.open(directory), ended, stop };
}

/** Returns the run as it was when it had so many draws and sweeps. */
const upTo = (run, { length, sweeps, iterations }) => ({
  configuration: run.configuration,
  chains: run.chains,
  temperatures: run.temperatures,
  variables: run.variables,
  length,
  sweeps,
  iterations,
  iterationOfDraw: (draw) => run.iterationOfDraw(draw),
  iterationOfSweep: (sweep) => run.iterationOfSweep(sweep),
  draws: (name, selection) => run.draws(name, { to: length, ...selection }),
  betas: (selection) => run.betas({ to: length, ...selection }),
  swaps: (name, selection) => run.swaps(name, { to: sweeps, ...selection }),
});

const plain = (result) => JSON.parse(JSON.stringify(result));

/** Analyses the run, and refreshes it while that lasts. */
async function read(run) {
  const { length, sweeps, iterations } = run;
  let pending = true;
  const results = Promise.all(ANALYSES.map((analysis) => analysis(run))).finally(() => {
    pending = false;
  });
  while (pending) {
    await run.refresh();
    await sleep(1);
  }
  return { at: { length, sweeps, iterations }, results: (await results).map(plain) };
}

test('a run that another process writes has the numbers of the commit that was read', async (t) => {
  t.timeout(120_000);
  const { run, ended, stop } = await writtenRun(t);
  // Without draws, or with few, these two have something to report.
  t.false((await diagnose(run)).ok);
  t.is((await summary(run)).rows.length, 2);
  const readings = [];
  while (readings.length < READINGS) {
    await Promise.race([run.refresh(), ended]);
    if (run.length < 20 || run.length === readings.at(-1)?.at.length) await Promise.race([sleep(5), ended]);
    else readings.push(await read(run));
  }
  await stop();
  await run.refresh();
  t.true(readings.every(({ at }) => at.length < run.length));
  // The numbers would differ if later draws were among them.
  const atTheEnd = plain(await summary(run));
  for (const { at, results } of readings) {
    t.notDeepEqual(results[0], atTheEnd);
    const expected = await Promise.all(ANALYSES.map((analysis) => analysis(upTo(run, at))));
    for (const [i, { name }] of ANALYSES.entries())
      t.deepEqual(results[i], plain(expected[i]), `${name} of ${at.length} draws`);
  }
});
