import {
  type ChainState,
  type DifferentialEvolutionOptions,
  differentialEvolution,
  evaluateLogDensity,
  MetropolisHastingsSampler,
  ParallelTemperedSampler,
  type ProposalState,
  snooker,
} from '@epsie/core';
import test from 'ava';
import type { Archive } from '#src/proposals/archive/archive.js';
import { createKernel } from '#src/proposals/families/registry.js';
import { randomOf } from '#src/testing/proposal-subject.js';

const xy = ['x', 'y'] as const;
type Name = (typeof xy)[number];

const gaussian = (unit: number) => ({
  parameters: xy,
  model: ({ x, y }: { x: number; y: number }) => ({
    logPrior: 0,
    logLikelihood: -0.5 * ((x / unit) ** 2 + (y / unit) ** 2),
  }),
  seed: 1,
});

const sampler = (options: DifferentialEvolutionOptions<Name>, unit = 1) =>
  new MetropolisHastingsSampler({ ...gaussian(unit), chains: 2, proposals: [differentialEvolution(xy, options)] });

const start = { x: [0, 1], y: [0, 1] };
const stateOf = ({ state }: ReturnType<typeof sampler>): ProposalState =>
  (state.chains[0] as ChainState).proposals[0] as ProposalState;

test('an archive of 15 parameters takes 18 kB, and 81 MB in 280 chains of 16 levels', (t) => {
  const names = Array.from({ length: 15 }, (_, i) => `x${i}`);
  const state = createKernel(differentialEvolution(names, { snooker: 0.1 })).initial();
  const bytes = Object.values(state).reduce<number>(
    (sum, item) => sum + (ArrayBuffer.isView(item) ? item.byteLength : 8),
    0,
  );
  t.true(bytes <= 18_200, `${bytes}`);
  t.true(bytes * 280 * 16 <= 82e6);
});

for (const unit of [1, 1e-21, 1e21]) {
  test(`finds its scale in units of ${unit}`, async (t) => {
    const each = sampler({ snooker: 0.1, covariance: unit * unit }, unit);
    await each.start({ x: [20 * unit, -20 * unit], y: [20 * unit, 10 * unit] });
    await each.run(2000);
    each.clear();
    await each.run(4000);
    for (const chain of each.positions.x) {
      const variance = chain.reduce((sum, x) => sum + (x / unit) ** 2, 0) / chain.length;
      t.true(variance > 0.75 && variance < 1.3, `${variance}`);
    }
  });
}

test('the archive stays within its capacity, forgets the start, and freezes after its duration', async (t) => {
  const each = sampler({ capacity: 6, duration: 200 });
  await each.start({ x: [1000, 0], y: [1000, 0] });
  await each.run(199);
  const { points, recorded, interval } = stateOf(each);
  t.is((points as Float64Array).length, 12);
  t.true((recorded as number) > 12 && (interval as number) >= 4);
  t.false((points as Float64Array).includes(1000));
  await each.run(1);
  const frozen = structuredClone(stateOf(each));
  await each.run(100);
  t.deepEqual({ ...stateOf(each), steps: 0, stretch: 0 }, { ...frozen, steps: 0, stretch: 0 });
});

test('a reset empties the archive', async (t) => {
  const each = sampler({});
  await each.start(start);
  const { steps: _, start: __, ...fresh } = structuredClone(stateOf(each));
  await each.run(100);
  each.resetAdaptation();
  const { steps, start: again, ...reset } = stateOf(each);
  t.deepEqual(reset, fresh);
  t.deepEqual([steps, again], [100, 100]);
});

test('tempered levels have archives of their own, which a reset after a swap empties', async (t) => {
  const create = (resetAfterSwap: boolean) =>
    new ParallelTemperedSampler({
      ...gaussian(1),
      chains: 1,
      betas: [1, 0.1],
      swapInterval: 10,
      resetAfterSwap,
      proposals: [differentialEvolution(xy, { snooker: 0.2 })],
    });
  const recorded = async (resetAfterSwap: boolean) => {
    const each = create(resetAfterSwap);
    await each.start({ x: [[0], [1]], y: [[0], [1]] });
    await each.run(1000);
    const [chain] = each.state.chains as unknown as [{ levels: readonly ChainState[] }];
    return chain.levels.map(({ proposals }) => proposals[0] as ProposalState & Archive);
  };
  const [cold, hot] = (await recorded(false)) as readonly Archive[] as readonly [Archive, Archive];
  t.notDeepEqual(cold.points, hot.points);
  t.true(Math.max(...cold.spread) < Math.max(...hot.spread));
  const [emptied] = (await recorded(true)) as readonly Archive[] as readonly [Archive, Archive];
  t.true(emptied.recorded < cold.recorded);
});

test('a state does not fit a sampler with another capacity, nor with an array of another length', async (t) => {
  const donor = sampler({ capacity: 8 });
  await donor.start(start);
  await donor.run(50);
  t.notThrows(() => sampler({ capacity: 8 }).setState(structuredClone(donor.state)));
  t.throws(() => sampler({ capacity: 9 }).setState(structuredClone(donor.state)), {
    message: /proposals\[0\]\.capacity: the sampler has 9, the state has 8/,
  });
  const damaged = structuredClone(donor.state);
  Object.assign((damaged.chains[0] as ChainState).proposals[0] as object, { points: new Float64Array(3) });
  t.throws(() => sampler({ capacity: 8 }).setState(damaged), {
    message: /points` should be a Float64Array of length 16/,
  });
});

test('evaluates the model within the bounds alone', async (t) => {
  const each = new MetropolisHastingsSampler({
    parameters: xy,
    model({ x, y }) {
      if (!(x >= 0 && x <= 1)) throw new RangeError(`x = ${x}`);
      return { logPrior: 0, logLikelihood: -0.5 * y * y };
    },
    chains: 2,
    proposals: [differentialEvolution(xy, { snooker: 0.3, bounds: { x: [0, 1] } })],
    seed: 1,
  });
  await each.start({ x: [0, 1], y: [0, 1] });
  await each.run(2000);
  t.true(each.acceptance.ratio.every((ratios) => ratios.includes(0)));
  const outside = sampler({ bounds: { x: [0, 1] } }).start({ x: [-0.1, 1], y: [0, 1] });
  await t.throwsAsync(outside, { code: 'START_REJECTED', message: /`x`.*0.*1/ });
});

test('an archive of equal points, and a point of the archive, have moves without NaN', (t) => {
  for (const proposal of [snooker('x'), snooker(xy), differentialEvolution(xy), snooker(xy, { period: { x: 1 } })]) {
    const kernel = createKernel(proposal);
    const n = proposal.parameters.length;
    const state = { ...kernel.initial(), recorded: 10 * n };
    const to = new Float64Array(n).fill(Number.NaN);
    for (const from of [new Float64Array(n), new Float64Array(n).fill(0.25)]) {
      kernel.jump(from, to, state, randomOf(1));
      t.deepEqual(to, from);
      t.is(kernel.logRatio?.(from, to, state) ?? 0, 0);
    }
  }
});

test('has no log density', (t) => {
  const point = { x: 0, y: 0 };
  t.throws(() => evaluateLogDensity(snooker(xy), point, point), {
    instanceOf: TypeError,
    message: /got `snooker` without `logDensity`: its density is degenerate/,
  });
  t.throws(() => evaluateLogDensity(differentialEvolution(xy), point, point), { message: /it is symmetric/ });
});
