import { diagnose, type Finding } from '@epsie/analysis';
import {
  andrieuThoms,
  automatic,
  cycle,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  type Proposal,
} from '@epsie/core';
import test from 'ava';

type P = 'x' | 'y';

const learning = (parameters: P | readonly P[], duration: number, jumpInterval = 1): ReturnType<typeof normal<P>> =>
  normal<P>(parameters, { adaptation: andrieuThoms({ duration }), jumpInterval });

const setup = (proposals: readonly unknown[]) => ({
  parameters: ['x', 'y'] as const,
  model: ({ x, y }: { x: number; y: number }) => ({ logPrior: 0, logLikelihood: -0.5 * (x * x + y * y) }),
  proposals: proposals as readonly Proposal<P>[],
  chains: 4,
  seed: 1,
});

async function adapting(proposals: readonly unknown[], burnIn = 0): Promise<readonly Finding[]> {
  const sampler = new MetropolisHastingsSampler(setup(proposals));
  await sampler.start({ x: [0, 1, 0, 1], y: [0, 1, 0, 1] });
  await sampler.run(3000);
  return diagnose(sampler, { burnIn }).findings.filter(({ code }) => code === 'ADAPTING');
}

/** Returns the iteration that the way out names. */
const endIn = ([finding]: readonly Finding[]): number => Number(/`burnIn` of (\d+)/.exec(finding?.message ?? '')?.[1]);

test('an adaptation ends after its duration in steps of its own', async (t) => {
  const once = [learning('x', 500), normal('y')];
  t.is(endIn(await adapting(once)), 500);
  t.deepEqual(await adapting(once, 500), []);
  t.is(endIn(await adapting([learning('x', 500, 3), normal('y')])), 1500);
});

test('the end of a member of a cycle is that of its steps, five standard deviations sure', async (t) => {
  const proposals = [cycle([[learning(['x', 'y'], 500), 1] as const, [normal<P>(['x', 'y']), 3] as const])];
  const found = await adapting(proposals);
  // The T with T/4 − 5 √(3 T / 16) = 500.
  t.is(endIn(found), Math.ceil(((Math.sqrt(3 / 16) * 5 + Math.sqrt((25 * 3) / 16 + 500)) * 2) ** 2));
  t.regex(found[0]?.message ?? '', /^`normal`, which moves `x`, `y`, adapts/);
  t.deepEqual(await adapting(proposals, endIn(found)), []);
});

test('`automatic` is one finding: that it ends, or a note that it does not', async (t) => {
  const widths = { x: 10, y: 10 };
  const [ending] = await adapting([automatic({ widths, duration: 1000 })]);
  t.is(ending?.severity, 'warning');
  t.true(endIn([ending as Finding]) <= 1000);
  t.deepEqual(await adapting([automatic({ widths, duration: 1000 })], 1000), []);
  const endless = await adapting([automatic({ widths })], 2000);
  t.deepEqual(
    endless.map(({ severity }) => severity),
    ['note'],
  );
  t.regex(
    endless[0]?.message ?? '',
    /^`automatic`, which moves `x`, `y`, adapts as long as the chains run: .* set a `duration`/,
  );
});

test('an adaptation that swaps start again never ends', async (t) => {
  const betas = [1, 0.3];
  const sampler = new ParallelTemperedSampler({ ...setup([learning(['x', 'y'], 500)]), betas, resetAfterSwap: true });
  const start = betas.map(() => [0, 1, 0, 1]);
  await sampler.start({ x: start, y: start });
  await sampler.run(3000);
  const found = diagnose(sampler, { burnIn: 1000 }).findings.filter(({ code }) => code === 'ADAPTING');
  t.regex(found[0]?.message ?? '', /since `resetAfterSwap` starts its adaptation again/);
});
