import type { RecordedRun } from '@epsie/io';
import test from 'ava';
import { ownIdentity } from '#src/files/process-identity.js';
import { Run } from '#src/run/run.js';
import type { CrashFileSystem, Random } from '../../helpers/crash/crash-file-system.js';
import { firstDifferentDraw } from '../../helpers/same-draws.ts';
import { DIRECTORY, sameState, startSmall } from '../../helpers/small-run.ts';
import { emptyRun, firstFault, type Trial, untilCrash } from '../../helpers/trials.js';
import { crossings } from './criterion.ts';

const AT_MOST = 300;

/** A process that creates a run, or resumes it. */
async function sampleOn(fs: CrashFileSystem, segment: number, boot: string): Promise<Run> {
  // Room for a few iterations: draws are appended between commits too.
  const runs = Run.on(fs, { ...ownIdentity(), boot }, 3000);
  const sampler = await startSmall();
  const there = (await fs.list('/run')).includes('a.run');
  const run = await (there ? runs.open(DIRECTORY) : runs.create(DIRECTORY, sampler));
  await run.resume(sampler);
  const until = (source: RecordedRun): Promise<boolean> => crossings(source, 90);
  await run.sample(sampler, { until, atMost: AT_MOST, checkpoint: { segments: 2 }, segment });
  return run;
}

const uninterrupted = (async () => {
  const { iterations } = await sampleOn(await emptyRun(), AT_MOST, 'boot');
  const sampler = await startSmall();
  await sampler.run(iterations);
  return sampler;
})();

const segmentOf = (random: Random): number => 5 + Math.floor(60 * random());

const trial: Trial = async (random, trouble) => {
  let disk = await emptyRun();
  for (let boot = 0; boot < 3; boot++) {
    const fs = disk.restart({ ...trouble, stopAt: 1 + Math.floor(50 * random()), random });
    await untilCrash(fs, () => sampleOn(fs, segmentOf(random), `boot ${boot}`).then(() => undefined));
    disk = fs.crash(random);
  }
  const run = await sampleOn(disk, segmentOf(random), 'last boot');
  const whole = await uninterrupted;
  if (run.iterations !== whole.iterations) return `ends at ${run.iterations} instead of ${whole.iterations}`;
  const sampler = await startSmall();
  await run.resume(sampler);
  return sameState(sampler, whole) ? firstDifferentDraw(run, whole) : 'another state';
};

test('through any crashes a run ends at the same iteration and bits', async (t) => {
  t.timeout(900_000);
  const { iterations } = await uninterrupted;
  t.true(iterations > 120 && iterations < AT_MOST, `${iterations}`);
  t.is(await firstFault(trial, 60), undefined);
});
