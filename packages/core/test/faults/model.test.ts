// A model that fails in the middle of a run: the error states why and where, and the sampler is unharmed.
import { type EpsieErrorOf, isEpsieError } from '@epsie/core';
import test from 'ava';
import { assertUnharmed, BreakableModel, kinds, started } from '../helpers/undisturbed.ts';

type Fault = {
  readonly fault: (position: object) => unknown;
  /** Beginning of the message. */
  readonly message: string;
  readonly cause?: unknown;
  /** Whether the error shows what the model returned. */
  readonly evaluation?: unknown;
};

const throwing = (value: unknown) => () => {
  throw value;
};
const returning = (evaluation: unknown, got: string): Fault => ({
  fault: () => evaluation,
  message: `Expected the model to return { logLikelihood, logPrior } with numbers below +Infinity, got ${got} (`,
  evaluation,
});

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const disk = new RangeError('no such file');
const uncloneable = { callback: () => 1 };
const promise = Promise.resolve({ logPrior: 0, logLikelihood: 0 });

const faults: { readonly [title: string]: Fault } = {
  'throws an error': { fault: throwing(disk), message: 'The model threw: RangeError: no such file (', cause: disk },
  'throws text': { fault: throwing('no data'), message: 'The model threw: "no data" (', cause: 'no data' },
  'throws undefined': { fault: throwing(undefined), message: 'The model threw: undefined (' },
  'throws null': { fault: throwing(null), message: 'The model threw: null (', cause: null },
  'throws what cannot be cloned': {
    fault: throwing(uncloneable),
    message: 'The model threw: {"callback":function callback} (',
    cause: uncloneable,
  },
  'returns a NaN likelihood': returning({ logPrior: 0, logLikelihood: nan }, '{"logPrior":0,"logLikelihood":NaN}'),
  'returns an infinite likelihood': returning(
    { logPrior: 0, logLikelihood: infinity },
    '{"logPrior":0,"logLikelihood":Infinity}',
  ),
  'returns a NaN prior': returning({ logPrior: nan, logLikelihood: 0 }, '{"logPrior":NaN,"logLikelihood":0}'),
  'returns an infinite prior': returning(
    { logPrior: infinity, logLikelihood: 0 },
    '{"logPrior":Infinity,"logLikelihood":0}',
  ),
  'returns nothing': returning(undefined, 'undefined'),
  'returns null': returning(null, 'null'),
  'returns the sum only': returning(-3, '-3: return log likelihood and log prior separately'),
  'returns a pair': returning([0, -3], '[0,-3]'),
  'returns no prior': returning(
    { logLikelihood: 0 },
    '{"logLikelihood":0}: `logPrior` is missing (the log of the prior density: a constant where it is flat, -Infinity outside)',
  ),
  'misspells the likelihood': returning(
    { logPrior: 0, loglikelihood: 0 },
    '{"logPrior":0,"loglikelihood":0}: write `logLikelihood` instead of `loglikelihood`',
  ),
  'returns no likelihood': returning(
    { logPrior: 0 },
    '{"logPrior":0}: `logLikelihood` is missing (it may be left out only where `logPrior` is -Infinity)',
  ),
  'returns text': returning({ logPrior: 0, logLikelihood: '1' }, '{"logPrior":0,"logLikelihood":"1"}'),
  'returns a bigint': returning({ logPrior: 0, logLikelihood: 1n }, '{"logPrior":0,"logLikelihood":1n}'),
  'returns a promise': returning(
    promise,
    'a Promise: a model is synchronous. Load its data in `defineModelFactory`, which may be async',
  ),
};

for (const [kindName, kind] of Object.entries(kinds)) {
  for (const [title, { fault, message, cause, evaluation }] of Object.entries(faults)) {
    test(`${kindName}: reports a model that ${title}`, async (t) => {
      const model = new BreakableModel();
      const sampler = await started(kind, { model: model.evaluate });
      await sampler.run(30);
      // Chain 1, level 1 of the tempered one, iteration 35.
      let asked: object = {};
      model.breakAt(40 * kind.levels + 5 * kind.levels - (kind.levels === 1 ? 0 : 1), (position) => {
        asked = { ...position };
        return fault(position);
      });
      const error = await t.throwsAsync(sampler.run(40));
      t.true(isEpsieError(error, 'MODEL_FAILED'));
      const failed = error as EpsieErrorOf<'MODEL_FAILED'>;
      t.true(failed.message.startsWith(message), failed.message);
      t.like(failed, { chain: 1, temperature: kind.levels === 1 ? 0 : 1, iteration: 35 });
      t.deepEqual(failed.position, asked);
      t.is(failed.cause, cause);
      t.is(failed.evaluation, evaluation);
      await assertUnharmed(t, sampler, kind, 30);
    });
  }
}

test('the message ends with chain, temperature, iteration and position', async (t) => {
  const model = new BreakableModel();
  const sampler = await started(kinds['Metropolis–Hastings'], { model: model.evaluate });
  model.breakAt(12, throwing('no'));
  const { message, position } = (await t.throwsAsync(sampler.run(10))) as EpsieErrorOf<'MODEL_FAILED'>;
  const { x, y } = position as { x: number; y: number };
  t.is(message, `The model threw: "no" (chain 1, temperature 0, iteration 2, position { x: ${x}, y: ${y} })`);
});

test('a log likelihood of −∞ is legal, and outside the prior it may be missing', async (t) => {
  const model = new BreakableModel();
  const sampler = await started(kinds.tempered, { model: model.evaluate });
  for (const evaluation of [
    { logPrior: 0, logLikelihood: Number.NEGATIVE_INFINITY, blob: { radius: 1 } },
    { logPrior: Number.NEGATIVE_INFINITY, logLikelihood: nan },
    { logPrior: Number.NEGATIVE_INFINITY },
  ]) {
    model.breakAt(10, () => evaluation);
    await t.notThrowsAsync(sampler.run(10));
  }
});

test('a model that fails repeatedly never harms the sampler', async (t) => {
  const kind = kinds['Metropolis–Hastings'];
  const model = new BreakableModel();
  const sampler = await started(kind, { model: model.evaluate });
  for (let call = 1; call <= 20; call++) {
    model.breakAt(call, throwing(new Error('again')));
    await t.throwsAsync(sampler.run(10), { message: /^The model threw: Error: again/ });
  }
  await assertUnharmed(t, sampler, kind, 0);
});

test('a stream keeps the segments before a failure', async (t) => {
  for (const kind of Object.values(kinds)) {
    const model = new BreakableModel();
    const sampler = await started(kind, { model: model.evaluate });
    const committed: number[] = [];
    model.breakAt(65 * kind.levels, throwing(new Error('late')));
    await t.throwsAsync(async () => {
      for await (const { to } of sampler.stream({ iterations: 100, segment: 10 })) committed.push(to);
    });
    t.deepEqual(committed, [10, 20]);
    await assertUnharmed(t, sampler, kind, 20);
  }
});
