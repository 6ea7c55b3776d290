// Ladders that all chains of a run share: they agree on one at the ends of rounds, between parts of a segment.
import {
  betaLadder,
  equalRejection,
  isEpsieError,
  ParallelTemperedChain,
  ParallelTemperedSampler,
  type Pool,
  type Progress,
  SerialPool,
} from '@epsie/core';
import test from 'ava';

const LEVELS = 4;
const model = ({ x }: { x: number }) => ({ logPrior: Math.abs(x) < 9 ? 0 : -Infinity, logLikelihood: -5 * x * x });
const chainOptions = {
  parameters: ['x'],
  model,
  betas: betaLadder(LEVELS, 50),
  ladder: equalRejection({ rounds: 4, firstRound: 5 }),
  swapInterval: 2,
  seed: 7,
} as const;
const options = { ...chainOptions, chains: 3 } as const;
/** Iterations at which rounds end. */
const ENDS = [10, 30, 70, 150];

async function started(other: object = {}) {
  const sampler = new ParallelTemperedSampler({ ...options, ...other });
  await sampler.start({ x: Array.from({ length: LEVELS }, () => [0, 1, -1]) });
  return sampler;
}

test('all chains have the same ladder, and it changes at the ends of rounds alone', async (t) => {
  const sampler = await started();
  await sampler.run(200);
  const { beta } = sampler.swaps;
  for (const chains of beta ?? []) for (const column of chains) t.deepEqual(column, chains[0]);
  const column = beta?.[1]?.[0] as Float64Array;
  const changes = Array.from(column.keys()).filter((i) => i > 0 && column[i] !== column[i - 1]);
  t.deepEqual(
    changes,
    ENDS.map((end) => end / 2),
  );
  t.deepEqual(sampler.betas[2], sampler.betas[0]);
});

test('the rejections are those of all chains in the last round', async (t) => {
  const sampler = await started();
  await sampler.run(70);
  sampler.clear();
  await sampler.run(80);
  const means = sampler.swaps.ratio.map((chains) => {
    const all = chains.flatMap((column) => [...column]);
    return 1 - all.reduce((a, b) => a + b) / all.length;
  });
  for (const { ladder } of sampler.state.chains) {
    const { rejections } = ladder as { rejections: Float64Array };
    for (const [i, mean] of means.entries()) t.true(Math.abs((rejections[i] as number) - mean) < 1e-12);
  }
});

test('a run that is aborted after a round leaves the sampler at its last commit', async (t) => {
  const [sampler, whole] = [await started(), await started()];
  await sampler.run(4);
  const { state } = sampler;
  const controller = new AbortController();
  const onProgress = ({ iterations }: Progress) => {
    if (iterations > 40) controller.abort();
  };
  const error = await t.throwsAsync(sampler.run(196, { signal: controller.signal, onProgress }), { code: 'ABORTED' });
  t.regex(error?.message ?? '', /at its last commit, iteration 4$/);
  t.deepEqual(sampler.state, state);
  t.is(sampler.positions.x[0]?.[0]?.length, 4);
  await sampler.run(196);
  await whole.run(200);
  t.deepEqual(sampler.state, whole.state);
  t.deepEqual(sampler.positions, whole.positions);
});

test('a model that fails after a round leaves the sampler at its last commit', async (t) => {
  let calls = 0;
  let broken = true;
  const failing = (position: { x: number }) => {
    // In the second of the parts between agreements.
    if (++calls > 20 * LEVELS * options.chains && broken) throw new Error('no data');
    return model(position);
  };
  const [sampler, whole] = [await started({ model: failing }), await started()];
  const error = await t.throwsAsync(sampler.run(100), { code: 'MODEL_FAILED' });
  t.true(isEpsieError(error, 'MODEL_FAILED') && error.iteration > 10 && error.iteration <= 30);
  t.is(sampler.iterations, 0);
  t.is(sampler.positions.x[0]?.[0]?.length, 0);
  broken = false;
  await sampler.run(100);
  await whole.run(100);
  t.deepEqual(sampler.state, whole.state);
});

test('progress counts the iterations of all parts, and the chains that finished the segment', async (t) => {
  const sampler = await started();
  const seen: Progress[] = [];
  await sampler.run(50, { onProgress: (progress) => void seen.push(progress) });
  t.deepEqual(
    seen.map(({ finished }) => finished),
    [0, 0, 0, 0, 0, 0, 1, 2, 3],
  );
  const rounded = seen.map(({ iterations }) => Math.round(iterations * 10) / 10);
  t.deepEqual(rounded, [3.3, 6.7, 10, 16.7, 23.3, 30, 36.7, 43.3, 50]);
  const flags = (sampler.acceptance.accepted[0] as Uint8Array[]).flatMap((column) => [...column]);
  const rate = flags.reduce((a, b) => a + b) / flags.length;
  t.true(Math.abs((seen.at(-1)?.acceptance ?? 0) - rate) < 1e-15);
});

test('a pool sees one map per part, and nothing in between', async (t) => {
  const lengths: number[] = [];
  const serial = new SerialPool();
  const pool: Pool = {
    local: true,
    map(task, items, mapOptions) {
      const [first] = items;
      lengths.push((first as { iterations?: number }).iterations ?? 0);
      return serial.map(task, items, mapOptions);
    },
  };
  const sampler = await started({ pool });
  lengths.length = 0;
  await sampler.run(200);
  t.deepEqual(lengths, [10, 20, 40, 80, 50]);
});

test('a chain alone is a run of one chain', async (t) => {
  const sampler = new ParallelTemperedSampler({ ...options, chains: 1 });
  const chain = new ParallelTemperedChain(chainOptions);
  await sampler.start({ x: Array.from({ length: LEVELS }, () => [1]) });
  chain.start({ x: new Array<number>(LEVELS).fill(1) });
  await sampler.run(200);
  for (const iterations of [3, 0, 7, 0, 20, 170]) chain.step(iterations);
  t.deepEqual(chain.state, sampler.state);
  t.deepEqual(
    chain.positions.x,
    sampler.positions.x.map(([column]) => column as Float64Array),
  );
});

test('a later chain of a sampler is reproduced where every chain has its own ladder', async (t) => {
  const ladder = equalRejection({ rounds: 4, firstRound: 5, shared: false });
  const sampler = await started({ ladder });
  const chain = new ParallelTemperedChain({ ...chainOptions, ladder, chain: 2 });
  chain.start({ x: new Array<number>(LEVELS).fill(-1) });
  await sampler.run(200);
  chain.step(200);
  t.deepEqual(chain.state.chains[0], sampler.state.chains[2]);
  t.notDeepEqual(sampler.betas[2], sampler.betas[0]);
});

test('a later chain of a sampler with a shared ladder is refused', (t) => {
  t.throws(() => new ParallelTemperedChain({ ...chainOptions, chain: 2 }), {
    instanceOf: RangeError,
    message:
      'Expected `chain` to be 0 with a ladder that all chains of a sampler share (it depends on the other chains as well; ' +
      'with `shared: false` each has its own), got 2',
  });
});

test('a ladder that still adapts causes a warning, until it is frozen', async (t) => {
  const sampler = await started();
  t.deepEqual(sampler.warnings, []);
  await sampler.run(50);
  t.deepEqual(sampler.warningDetails, [
    {
      code: 'LADDER_ADAPTING',
      parameters: [],
      message:
        'The ladder still adapts: 50 sweeps of swaps until it is frozen. Run longer, and estimate evidences, rates of swaps and ' +
        'all else that depends on the temperatures from the samples after that',
    },
  ]);
  await sampler.run(99);
  t.is(sampler.warnings.length, 1);
  await sampler.run(1);
  t.deepEqual(sampler.warnings, []);
});
