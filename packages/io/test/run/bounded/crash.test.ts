import test from 'ava';
import { ownIdentity, type ProcessIdentity } from '#src/files/process-identity.js';
import { Run } from '#src/run/run.js';
import { firstBoundedDifference } from '../../helpers/bounded.ts';
import type { CrashFileSystem, Random } from '../../helpers/crash/crash-file-system.js';
import { DIRECTORY, sameState, startSmall } from '../../helpers/small-run.ts';
import { emptyRun, firstFault, type Trial, untilCrash } from '../../helpers/trials.js';

const ITERATIONS = 22;
const MAX_DRAWS = 4;

const uninterrupted = startSmall().then(async (sampler) => {
  await sampler.run(ITERATIONS);
  return sampler;
});

/** Iterations that were acknowledged as durable. */
type Promised = { created: boolean; iterations: number };

/** A process that creates a run, or resumes it. */
async function sampleOn(fs: CrashFileSystem, random: Random, identity: ProcessIdentity, promised: Promised) {
  // Room for a few iterations: draws are appended between commits too.
  const runs = Run.on(fs, identity, 700);
  const sampler = await startSmall();
  const there = (await fs.list('/run')).includes('a.run');
  const run = await (there ? runs.open(DIRECTORY) : runs.create(DIRECTORY, sampler, { maxDraws: MAX_DRAWS }));
  promised.created = true;
  await run.resume(sampler);
  await run.sample(sampler, {
    iterations: ITERATIONS,
    segment: 1 + Math.floor(7 * random()),
    checkpoint: { segments: 1 + Math.floor(4 * random()) },
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
  return firstBoundedDifference(run, await uninterrupted);
}

/** Returns the problem of a run that should be complete, with its sampler and its files. */
async function faultOfComplete(fs: CrashFileSystem, identity: ProcessIdentity): Promise<string | undefined> {
  const run = await Run.on(fs, identity).open(DIRECTORY);
  const sampler = await startSmall();
  await run.resume(sampler);
  const whole = await uninterrupted;
  if (!sameState(sampler, whole)) return 'another state';
  // Commits until no checkpoint refers to an earlier generation.
  await run.sample(sampler, { iterations: ITERATIONS + 3, segment: 1, checkpoint: { segments: 1 } });
  const files = await fs.list(`${DIRECTORY}/samples`);
  const isNewest = files.includes('draws-3.arrows') && files.includes('swaps-3.arrows') && files.length === 2;
  return isNewest ? undefined : `files ${files.join(', ')}`;
}

const operations = (async () => {
  const fs = await emptyRun();
  await sampleOn(fs, () => 0.3, ownIdentity(), { created: false, iterations: 0 });
  return fs.operations;
})();

/** Samples a run through several crashes, looks after each, and lets it end. */
const trial: Trial = async (random, trouble) => {
  let disk: CrashFileSystem = await emptyRun();
  const promised: Promised = { created: false, iterations: 0 };
  const most = await operations;
  try {
    for (let boot = 0; boot < 3; boot++) {
      const identity = { ...ownIdentity(), boot: `boot ${boot}` };
      const fs = disk.restart({ ...trouble, stopAt: 1 + Math.floor(0.6 * most * random()), random });
      await untilCrash(fs, () => sampleOn(fs, random, identity, promised));
      disk = fs.crash(random);
      const fault = await faultOn(disk, promised);
      if (fault !== undefined) return `after crash ${boot}: ${fault}`;
    }
    const identity = { ...ownIdentity(), boot: 'last boot' };
    await sampleOn(disk, random, identity, promised);
    return (await faultOn(disk, promised)) ?? (await faultOfComplete(disk, identity));
  } catch (error) {
    return String(error);
  }
};

/** Numbers of runs that crash three times. */
const CRASHES = process.env['EPSIE_COMPLETE'] === undefined ? 60 : 200;

test('through any crashes a bounded run keeps acknowledged commits, and ends bit-identically', async (t) => {
  t.timeout(900_000);
  t.is(await firstFault(trial, CRASHES), undefined);
});

test('a crash at any operation loses nothing', async (t) => {
  t.timeout(900_000);
  for (let stopAt = 1; stopAt <= (await operations); stopAt++) {
    const random = (): number => 0.3;
    const promised: Promised = { created: false, iterations: 0 };
    const fs = (await emptyRun()).restart({ stopAt });
    await untilCrash(fs, () => sampleOn(fs, random, { ...ownIdentity(), boot: 'first' }, promised));
    for (const disk of [fs.crash(() => 0.05), fs.crash(() => 0.15), fs.crash(() => 0.5)]) {
      t.is(await faultOn(disk, promised), undefined, `operation ${stopAt}`);
      const identity = { ...ownIdentity(), boot: 'second' };
      const again = { ...promised };
      await sampleOn(disk, random, identity, again);
      t.is(await faultOn(disk, again), undefined, `operation ${stopAt}`);
      t.is(await faultOfComplete(disk, identity), undefined, `operation ${stopAt}`);
    }
  }
});

/** Syncs of a bounded run beside those of any run. */
const SYNCS = ['syncData /run/a.run/samples/draws-*.arrows', 'syncData /run/a.run/samples/swaps-*.arrows'];

for (const sync of [...SYNCS, 'syncDirectory /run/a.run/samples', 'syncDirectory /run/a.run/checkpoints']) {
  test(`a bounded run is damaged or lost without '${sync}'`, async (t) => {
    t.timeout(900_000);
    const fault = await firstFault(trial, 500, { ignore: [sync] });
    t.log(fault);
    t.not(fault, undefined);
  });
}

test('these are the syncs of thinning, and the crashes come in the middle of them', async (t) => {
  const fs = await emptyRun();
  await sampleOn(fs, () => 0.3, ownIdentity(), { created: false, iterations: 0 });
  t.deepEqual(
    [...fs.syncs].filter((sync) => /(draws|swaps)-/.test(sync)),
    SYNCS,
  );
  t.true((await operations) > 100, `${await operations}`);
});
