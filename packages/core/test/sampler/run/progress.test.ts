import { MetropolisHastingsSampler, ParallelTemperedSampler, type Progress } from '@epsie/core';
import test from 'ava';

const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
const options = { parameters: ['x'], model, chains: 2, seed: 1 } as const;

const mean = (columns: readonly Uint8Array[]): number => {
  const flags = columns.flatMap((column) => [...column]);
  return flags.reduce((sum, flag) => sum + flag, 0) / flags.length;
};

/** A listener that keeps the reports. */
function listen(): { (progress: Progress): void; end: () => void; seen: Progress[]; ends: number } {
  const listener = Object.assign((progress: Progress) => void listener.seen.push(progress), {
    seen: [] as Progress[],
    ends: 0,
    end: () => void listener.ends++,
  });
  return listener;
}

test('run reports the iterations of the call and the acceptance rate of its chains', async (t) => {
  const sampler = new MetropolisHastingsSampler(options);
  await sampler.start({ x: [0, 1] });
  await sampler.run(50);
  sampler.clear();
  const listener = listen();
  await sampler.run(100, { onProgress: listener });
  const { accepted } = sampler.acceptance;
  t.deepEqual(listener.seen, [
    { finished: 1, chains: 2, iterations: 50, total: 100, acceptance: mean([accepted[0] as Uint8Array]) },
    { finished: 2, chains: 2, iterations: 100, total: 100, acceptance: mean(accepted) },
  ]);
  t.true(mean(accepted) > 0.3 && mean(accepted) < 1);
});

test('a tempered sampler reports the acceptance rate at the lowest temperature', async (t) => {
  const sampler = new ParallelTemperedSampler({ ...options, betas: [1, 0.01] });
  await sampler.start({
    x: [
      [0, 1],
      [0, 1],
    ],
  });
  const listener = listen();
  await sampler.run(200, { onProgress: listener });
  const [cold, hot] = sampler.acceptance.accepted as [Uint8Array[], Uint8Array[]];
  t.is(listener.seen.at(-1)?.acceptance, mean(cold));
  t.not(mean(cold), mean(hot));
});

test('stream reports the iterations of the complete call, and the acceptance rate of the segment', async (t) => {
  const sampler = new MetropolisHastingsSampler(options);
  await sampler.start({ x: [0, 1] });
  const listener = listen();
  const rates: number[] = [];
  for await (const _segment of sampler.stream({ iterations: 50, segment: 20, onProgress: listener })) {
    rates.push(mean(sampler.acceptance.accepted));
    sampler.clear();
  }
  t.deepEqual(
    listener.seen.map(({ iterations }) => iterations),
    [10, 20, 30, 40, 45, 50],
  );
  t.deepEqual(
    listener.seen.filter(({ finished }) => finished === 2).map(({ acceptance }) => acceptance),
    rates,
  );
  t.true(listener.seen.every(({ total }) => total === 50));
});

test('a listener is called once at the end, even if the run fails', async (t) => {
  const sampler = new MetropolisHastingsSampler(options);
  await sampler.start({ x: [0, 1] });
  const complete = listen();
  await sampler.run(10, { onProgress: complete });
  t.is(complete.ends, 1);

  const aborted = listen();
  await t.throwsAsync(sampler.run(10, { onProgress: aborted, signal: AbortSignal.abort() }), { code: 'ABORTED' });
  t.is(aborted.ends, 1);

  const left = listen();
  for await (const _segment of sampler.stream({ iterations: 50, segment: 20, onProgress: left })) {
    t.is(left.ends, 0);
    break;
  }
  t.is(left.ends, 1);

  const throwing = Object.assign(
    () => {
      throw new Error('mine');
    },
    { end: complete.end },
  );
  await t.throwsAsync(sampler.run(10, { onProgress: throwing }), { message: 'mine' });
  t.is(complete.ends, 2);
});
