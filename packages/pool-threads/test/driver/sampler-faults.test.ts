// Faults in a thread: the sampler reports the fault and its position, stays at its last commit, and resumes bit-identical to a
// sampler that ran in this thread without faults.
import {
  andrieuThoms,
  type EpsieErrorOf,
  isEpsieError,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  type Pool,
  vousden,
} from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import test, { type ExecutionContext } from 'ava';
import { type Trap, trapped } from '../fixtures/trapped-models.js';
import { sharedNumber, timed } from '../helpers.js';

// One pool for all tests, since it must survive every fault.
const pool = new ThreadPool({ threads: 2 });
test.after.always(() => pool.close());

const NEVER = 2 ** 31 - 1;
const CHAINS = 4;
const zeros = new Float64Array(CHAINS);

type Fault = Trap['fault'];

let traps = 0;

function options(fault: Fault, countdown: Int32Array) {
  const adaptation = andrieuThoms({ duration: 200 });
  const proposals = [normal(['x', 'y'], { adaptation })];
  return {
    parameters: ['x', 'y'],
    model: trapped({ fault, countdown, id: traps++ }),
    chains: CHAINS,
    seed: 3,
    proposals,
  } as const;
}

const kinds = {
  'Metropolis–Hastings': async (fault: Fault, countdown: Int32Array, where?: Pool) => {
    const sampler = new MetropolisHastingsSampler({ ...options(fault, countdown), ...(where && { pool: where }) });
    await sampler.start({ x: zeros, y: zeros });
    return sampler;
  },
  tempered: async (fault: Fault, countdown: Int32Array, where?: Pool) => {
    const tempering = { betas: [1, 0.5, 0.1], ladder: vousden(), swapInterval: 3 };
    const sampler = new ParallelTemperedSampler({
      ...options(fault, countdown),
      ...tempering,
      ...(where && { pool: where }),
    });
    await sampler.start({ x: [zeros, zeros, zeros], y: [zeros, zeros, zeros] });
    return sampler;
  },
};

type Make = (typeof kinds)[keyof typeof kinds];
type AnySampler = Awaited<ReturnType<Make>>;

const shown = ({ state, positions, stats, acceptance, blobs }: AnySampler) =>
  structuredClone({ state, x: positions.x, stats: { ...stats }, acceptance: { ...acceptance }, blobs: { ...blobs } });

async function assertUnharmed(t: ExecutionContext, sampler: AnySampler, make: Make, iterations: number): Promise<void> {
  const undisturbed = await make('none', sharedNumber(NEVER));
  await undisturbed.run(iterations);
  t.deepEqual(shown(sampler), shown(undisturbed));
  await sampler.run(40);
  await undisturbed.run(40);
  t.deepEqual(shown(sampler), shown(undisturbed));
}

const returned = 'Expected the model to return { logLikelihood, logPrior } with numbers below +Infinity, got';

/** Faults of the model, each with the beginning of the error message. */
const faults: { readonly [fault in Fault]?: string } = {
  error: 'The model threw: RangeError: no such file (',
  text: 'The model threw: "no data" (',
  undefined: 'The model threw: undefined (',
  uncloneable: 'The model threw: {"callback":function callback} (',
  nan: `${returned} {"logPrior":0,"logLikelihood":NaN} (`,
  infinity: `${returned} {"logPrior":0,"logLikelihood":Infinity} (`,
  nothing: `${returned} undefined (`,
  promise: `${returned} a Promise: a model is synchronous. Load its data in \`defineModelFactory\`, which may be async (`,
  function: `${returned} function`,
  blobless: 'Expected the blob to have a number `radius` at every point, got undefined (',
};

for (const [kind, make] of Object.entries(kinds)) {
  for (const [fault, messageStart] of Object.entries(faults) as [Fault, string][]) {
    test.serial(`${kind}: reports a model that fails in a thread: ${fault}`, async (t) => {
      const countdown = sharedNumber(NEVER);
      const sampler = await make(fault, countdown, pool);
      await sampler.run(30);
      countdown[0] = 150;
      const error = await t.throwsAsync(sampler.run(100));
      t.true(isEpsieError(error, 'MODEL_FAILED'), String(error));
      const { message, chain, temperature, iteration, position } = error as EpsieErrorOf<'MODEL_FAILED'>;
      t.true(message.startsWith(messageStart), message);
      t.regex(
        message,
        new RegExp(`\\(chain ${chain}, temperature ${temperature}, iteration ${iteration}, position \\{ x: `),
      );
      t.true(chain >= 0 && chain < CHAINS && iteration > 30 && iteration <= 130);
      t.deepEqual(Object.keys(position), ['x', 'y']);
      countdown[0] = NEVER;
      await assertUnharmed(t, sampler, make, 30);
    });
  }

  test.serial(`${kind}: an error of the model keeps its class, its plain fields and its stack`, async (t) => {
    const countdown = sharedNumber(NEVER);
    const sampler = await make('error', countdown, pool);
    countdown[0] = 50;
    const { cause } = (await t.throwsAsync(sampler.run(100))) as Error;
    t.true(cause instanceof RangeError);
    t.like(cause, { message: 'no such file', file: 'data', close: undefined });
    t.regex((cause as Error).stack ?? '', /trapped-models\.[jt]s/);
  });

  test.serial(`${kind}: replaces a thread that dies and reruns its chain`, async (t) => {
    const countdown = sharedNumber(NEVER);
    const sampler = await make('exit', countdown, pool);
    countdown[0] = 150;
    await sampler.run(100);
    t.true((countdown[0] as number) < 0, 'the thread died');
    await assertUnharmed(t, sampler, make, 100);
  });

  test.serial(`${kind}: a signal that fired before the run aborts it`, async (t) => {
    const sampler = await make('none', sharedNumber(NEVER), pool);
    await sampler.run(20);
    const error = await t.throwsAsync(sampler.run(10, { signal: AbortSignal.abort('why') }));
    t.true(isEpsieError(error, 'ABORTED'));
    t.is(error?.cause, 'why');
    await assertUnharmed(t, sampler, make, 20);
  });

  test.serial(`${kind}: a signal that fires during the run aborts it`, async (t) => {
    const sampler = await make('none', sharedNumber(NEVER), pool);
    await sampler.run(20);
    const controller = new AbortController();
    setTimeout(() => controller.abort('enough'), 30);
    const { signal } = controller;
    const [error, milliseconds] = await timed(async () => await t.throwsAsync(sampler.run(1e6, { signal })));
    t.true(isEpsieError(error, 'ABORTED'), String(error));
    t.is(error?.cause, 'enough');
    t.true(milliseconds < 3000, `${milliseconds} ms`);
    await assertUnharmed(t, sampler, make, 20);
  });

  test.serial(`${kind}: a signal ends a model that hangs`, async (t) => {
    const countdown = sharedNumber(NEVER);
    const sampler = await make('loop', countdown, pool);
    countdown[0] = 50;
    const error = await t.throwsAsync(sampler.run(100, { signal: AbortSignal.timeout(100) }));
    t.true(isEpsieError(error, 'ABORTED'));
    t.like(error?.cause, { name: 'TimeoutError' });
    await assertUnharmed(t, sampler, make, 0);
  });

  test.serial(`${kind}: a sampler whose pool was closed resumes with another pool`, async (t) => {
    const own = new ThreadPool({ threads: 1 });
    const sampler = await make('none', sharedNumber(NEVER), own);
    await sampler.run(20);
    const running = t.throwsAsync(sampler.run(1e6));
    await own.close();
    t.true(isEpsieError(await running, 'POOL_BROKEN'));
    t.true(isEpsieError(await t.throwsAsync(sampler.run(1)), 'POOL_BROKEN'));
    const next = await make('none', sharedNumber(NEVER), pool);
    (next as { setState(state: unknown): void }).setState(sampler.state);
    await next.run(20);
    const undisturbed = await make('none', sharedNumber(NEVER));
    await undisturbed.run(40);
    t.deepEqual(next.state as object, undisturbed.state as object);
  });
}

test.serial('a failing sampler does not disturb another one on the same pool', async (t) => {
  const countdown = sharedNumber(NEVER);
  const [failing, other] = await Promise.all([
    kinds['Metropolis–Hastings']('error', countdown, pool),
    kinds.tempered('none', sharedNumber(NEVER), pool),
  ]);
  countdown[0] = 500;
  const [error] = await Promise.all([t.throwsAsync(failing.run(1000)), other.run(1000)]);
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  countdown[0] = NEVER;
  await assertUnharmed(t, failing, kinds['Metropolis–Hastings'], 0);
  await assertUnharmed(t, other, kinds.tempered, 1000);
});
