import { betaLadder, ParallelTemperedSampler } from '@epsie/core';
import test from 'ava';
import { ownIdentity, type ProcessIdentity } from '#src/files/process-identity.js';
import { Run } from '#src/run/run.js';
import type { CrashFileSystem, Random } from '../../helpers/crash/crash-file-system.js';
import { firstDifferentDraw } from '../../helpers/same-draws.ts';
import { emptyRun, firstFault, type Trial, untilCrash } from '../../helpers/trials.js';

const ITERATIONS = 16;
const DIRECTORY = '/run/a.run';

async function startSampler(): Promise<ParallelTemperedSampler<'x'>> {
  const sampler = new ParallelTemperedSampler({
    parameters: ['x'],
    model: ({ x }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x }),
    betas: betaLadder(2, 9),
    chains: 2,
    seed: 3,
  });
  await sampler.start({
    x: [
      [0, 1],
      [1, 0],
    ],
  });
  return sampler;
}

const uninterrupted = startSampler().then(async (sampler) => {
  await sampler.run(ITERATIONS);
  return sampler;
});

/** Iterations that were acknowledged as durable. */
type Promised = { created: boolean; iterations: number };

/** A process that creates a run, or resumes it. */
async function sampleOn(fs: CrashFileSystem, random: Random, identity: ProcessIdentity, promised: Promised) {
  // Room for a few iterations: draws are appended between commits too.
  const runs = Run.on(fs, identity, 300);
  const sampler = await startSampler();
  const there = (await fs.list('/run')).includes('a.run');
  const run = await (there ? runs.open(DIRECTORY) : runs.create(DIRECTORY, sampler));
  promised.created = true;
  await run.resume(sampler);
  await run.sample(sampler, {
    iterations: ITERATIONS,
    segment: 1 + Math.floor(5 * random()),
    checkpoint: { segments: 1 + Math.floor(3 * random()) },
    onProgress: ({ committed }) => {
      promised.iterations = committed;
    },
  });
  promised.iterations = ITERATIONS;
}

/** Returns the problem of a disk. */
async function faultOn(fs: CrashFileSystem, promised: Promised): Promise<string | undefined> {
  const there = (await fs.list('/run')).includes('a.run');
  if (!there) return promised.created ? 'The run is gone' : undefined;
  const run = await Run.on(fs).open(DIRECTORY);
  if (run.iterations < promised.iterations) return `${run.iterations} iterations of ${promised.iterations}`;
  return firstDifferentDraw(run, await uninterrupted);
}

/** Samples a run through several crashes, looks after each, and lets it end. */
const trial: Trial = async (random, trouble) => {
  let disk: CrashFileSystem = await emptyRun();
  const promised: Promised = { created: false, iterations: 0 };
  try {
    for (let boot = 0; boot < 3; boot++) {
      const identity = { ...ownIdentity(), boot: `boot ${boot}` };
      const fs = disk.restart({ ...trouble, stopAt: 1 + Math.floor(60 * random()), random });
      await untilCrash(fs, () => sampleOn(fs, random, identity, promised));
      disk = fs.crash(random);
      const fault = await faultOn(disk, promised);
      if (fault !== undefined) return `after crash ${boot}: ${fault}`;
    }
    const identity = { ...ownIdentity(), boot: 'last boot' };
    await sampleOn(disk, random, identity, promised);
    const run = await Run.on(disk, identity).open(DIRECTORY);
    const last = await startSampler();
    await run.resume(last);
    const whole = await uninterrupted;
    if (JSON.stringify(last.currentPositions) !== JSON.stringify(whole.currentPositions)) return 'another state';
    return await firstDifferentDraw(run, whole);
  } catch (error) {
    return String(error);
  }
};

/** Numbers of runs that crash three times; `EPSIE_CRASHES=10000` in front of the command makes it so many. */
const CRASHES = Number(process.env['EPSIE_CRASHES'] ?? 300);

test('through any crashes a run keeps acknowledged commits, and ends bit-identically', async (t) => {
  t.timeout(900_000);
  t.is(await firstFault(trial, CRASHES), undefined);
});

const SYNCS = [
  'sync /run/.a.run.*.tmp/.manifest.json.*.tmp',
  'syncDirectory /run/.a.run.*.tmp',
  'syncDirectory /run',
  'sync /run/a.run/.writer.lock.*.tmp',
  'sync /run/a.run/samples/.draws.arrows.*.tmp',
  'syncDirectory /run/a.run/samples',
  'sync /run/a.run/samples/.swaps.arrows.*.tmp',
  'sync /run/a.run/checkpoints/.ck-*.npz.*.tmp',
  'syncDirectory /run/a.run/checkpoints',
  'syncData /run/a.run/samples/draws.arrows',
  'syncData /run/a.run/samples/swaps.arrows',
];

for (const sync of SYNCS) {
  test(`a run is damaged or lost without '${sync}'`, async (t) => {
    t.timeout(900_000);
    const fault = await firstFault(trial, 2000, { ignore: [sync] });
    t.log(fault);
    t.not(fault, undefined);
  });
}

test('these are all the syncs, and the crashes come in the middle of them', async (t) => {
  const fs = await emptyRun();
  // The shortest segments, a commit after each.
  await sampleOn(fs, () => 0, ownIdentity(), { created: false, iterations: 0 });
  t.deepEqual([...fs.syncs], SYNCS);
  t.true(fs.operations > 100);
});
