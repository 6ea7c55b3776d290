import { customProposal, type EpsieErrorOf, isEpsieError, MetropolisHastingsSampler, type Proposal } from '@epsie/core';
import test from 'ava';
import { trap } from './modules/kernels.ts';

const module = new URL('modules/kernels.js', import.meta.url).href;

const model = ({ x, y }: { x: number; y: number }) => ({ logPrior: 0, logLikelihood: -0.5 * (x * x + y * y) });

const sampler = (proposal: Proposal<'x' | 'y'>) =>
  new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains: 2, seed: 1, proposals: [proposal] });

const named = (name: string) => customProposal({ module, export: name }, ['x', 'y']);

const start = { x: [0, 1], y: [0, 1] };

const kernel = (name: string, what: string, got: string) =>
  `Expected the kernel from \`${name}\` of ${module} to have ${what}, got ${got}`;

const faults: { readonly [name: string]: string } = {
  notAFunction: `Expected export \`notAFunction\` of ${module} to be a function that returns a kernel, got {"symmetric":true}`,
  returnsNothing: kernel('returnsNothing', '`symmetric`, `initial` and `jump`', 'undefined'),
  withoutSymmetric: kernel('withoutSymmetric', 'a boolean `symmetric`', 'undefined'),
  withoutInitial: kernel('withoutInitial', 'a function `initial`', 'undefined'),
  withoutJump: kernel('withoutJump', 'a function `jump`', 'undefined'),
  withoutDensity: kernel('withoutDensity', 'a function `logDensity` or `logRatio` (it is not symmetric)', 'undefined'),
  stateOfArray: kernel('stateOfArray', 'an object of plain data from `initial()`', '[1]'),
  stateWithSteps: kernel(
    'stateWithSteps',
    'a state without the key `steps`, which the chain uses itself',
    '{"steps":3}',
  ),
  stateWithStart: kernel(
    'stateWithStart',
    'a state without the key `start`, which the chain uses itself',
    '{"start":3}',
  ),
};

for (const [name, message] of Object.entries(faults)) {
  test(`start rejects a kernel that cannot work: ${name}`, async (t) => {
    const faulty = sampler(named(name));
    await t.throwsAsync(faulty.start(start), { instanceOf: TypeError, message });
    await t.throwsAsync(faulty.start(start), { instanceOf: TypeError, message }, 'and the second time too');
  });
}

test('the error of a missing export lists the exports of the module', async (t) => {
  await t.throwsAsync(sampler(named('cauchy')).start(start), {
    instanceOf: TypeError,
    message: new RegExp(
      `^Expected ${module} to export \`cauchy\`, found .*\`right\`.*: export the model, task or kernel under that name`,
    ),
  });
});

test('a factory that throws is reported', async (t) => {
  await t.throwsAsync(sampler(named('factoryThrows')).start(start), {
    instanceOf: RangeError,
    message: 'no such table',
  });
});

test('a missing module is reported', async (t) => {
  const lost = customProposal({ module: new URL('lost.js', import.meta.url).href, export: 'right' }, ['x', 'y']);
  await t.throwsAsync(sampler(lost).start(start), { code: 'ERR_MODULE_NOT_FOUND', message: /lost\.js/ });
});

/** Runs 20 iterations, fails in the next 20, and compares what follows with a sampler that never failed. */
const springing = test.macro(async (t, name: string, check: (error: Error) => void) => {
  const disturbed = sampler(named(name));
  const undisturbed = sampler(named(name));
  for (const each of [disturbed, undisturbed]) {
    await each.start(start);
    await each.run(20);
  }
  trap.armed = true;
  check((await t.throwsAsync(disturbed.run(20))) as Error);
  t.false(trap.armed);
  t.deepEqual(disturbed.state, undisturbed.state);
  await disturbed.run(30);
  await undisturbed.run(30);
  t.deepEqual(disturbed.state, undisturbed.state);
  t.deepEqual(disturbed.positions.x, undisturbed.positions.x);
});

for (const [name, message] of [
  ['jumpThrows', 'nowhere to go'],
  ['adaptThrows', 'nothing learnt'],
] as const) {
  test.serial(`the error of a kernel is passed on: ${name}`, springing, name, (error) => {
    if (!(error instanceof RangeError && error.message === message)) throw error;
  });
}

test.serial('a log density of NaN is reported', springing, 'nanDensity', (error) => {
  if (!isEpsieError(error, 'MODEL_FAILED')) throw error;
  const { chain, temperature, iteration, evaluation, message } = error as EpsieErrorOf<'MODEL_FAILED'>;
  const right =
    message.startsWith(
      'The acceptance ratio is NaN: check the log densities of the proposals at this point (chain 0, ',
    ) &&
    chain === 0 &&
    temperature === 0 &&
    iteration === 21 &&
    typeof evaluation === 'object';
  if (!right) throw error;
});

test.serial('a jump to NaN is reported as a failure of the model', springing, 'nanJump', (error) => {
  if (!isEpsieError(error, 'MODEL_FAILED')) throw error;
  const { x, y } = (error as EpsieErrorOf<'MODEL_FAILED'>).position;
  if (!Number.isNaN(x) || !Number.isFinite(y)) throw error;
});

test('a state does not fit a sampler whose kernel has other options', async (t) => {
  const make = (scale: number) => sampler(customProposal({ module, export: 'right' }, ['x', 'y'], { scale }));
  const donor = make(1);
  await donor.start(start);
  t.notThrows(() => make(1).setState(donor.state));
  t.throws(() => make(2).setState(donor.state), {
    message: /proposals\[0\]\.options\.scale: the sampler has 2, the state has 1/,
  });
});

test('options are copied: later changes do not affect the proposal', (t) => {
  const options = { scales: Float64Array.of(1, 2) };
  const proposal = customProposal({ module, export: 'right' }, ['x', 'y'], options);
  options.scales[0] = 9;
  t.deepEqual(proposal.options, { scales: Float64Array.of(1, 2) });
});
