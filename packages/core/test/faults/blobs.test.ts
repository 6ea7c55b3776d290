import { type EpsieErrorOf, isEpsieError, MetropolisHastingsSampler } from '@epsie/core';
import test from 'ava';
import { assertUnharmed, BreakableModel, gaussian, kinds, started } from '../helpers/undisturbed.ts';

/** Better than any other point, so that it is accepted and its blob recorded. */
const best = { logPrior: 0, logLikelihood: 1e6 };

const faults: { readonly [title: string]: object } = {
  'no blob': best,
  'a blob with other names': { ...best, blob: { Radius: 1 } },
  'text in the blob': { ...best, blob: { radius: '1' } },
  'null as the blob': { ...best, blob: null },
};

for (const [kindName, kind] of Object.entries(kinds)) {
  for (const [title, evaluation] of Object.entries(faults)) {
    test(`${kindName}: rejects ${title} in the middle of a run`, async (t) => {
      const model = new BreakableModel();
      const sampler = await started(kind, { model: model.evaluate });
      await sampler.run(12);
      model.breakAt(8, () => evaluation);
      const error = await t.throwsAsync(sampler.run(20), {
        message: /^Expected the blob to have a number `radius` at every point, got .* \(chain 0, /,
      });
      t.true(isEpsieError(error, 'MODEL_FAILED'));
      await assertUnharmed(t, sampler, kind, 12);
    });
  }
}

for (const [kindName, kind] of Object.entries(kinds)) {
  test(`${kindName}: a blob with an additional name in the middle of a run`, async (t) => {
    const model = new BreakableModel();
    const sampler = await started(kind, { model: model.evaluate });
    await sampler.run(12);
    model.breakAt(8, () => ({ ...best, blob: { radius: 1, angle: 2 } }));
    const message =
      /^Expected the blob to have no `angle`, since it had none at the start, got \{"radius":1,"angle":2\} /;
    await t.throwsAsync(sampler.run(20), { code: 'MODEL_FAILED', message });
    await assertUnharmed(t, sampler, kind, 12);
  });
}

test('a point that is rejected needs no blob', async (t) => {
  const model = new BreakableModel();
  const sampler = await started(kinds.tempered, { model: model.evaluate });
  model.breakAt(8, () => ({ logPrior: Number.NEGATIVE_INFINITY }));
  await t.notThrowsAsync(sampler.run(20));
});

const startWith = (blobs: readonly unknown[]) => {
  let calls = 0;
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x'],
    model: () => ({ logPrior: 0, logLikelihood: 0, blob: blobs[calls++] as { a: number } }),
    chains: blobs.length,
    seed: 1,
  });
  return sampler.start({ x: new Float64Array(blobs.length) });
};

test('start rejects blobs whose names differ between points', async (t) => {
  const error = await t.throwsAsync(startWith([{ a: 1 }, { a: 1 }, undefined]));
  t.true(isEpsieError(error, 'START_REJECTED'));
  t.like(error as EpsieErrorOf<'START_REJECTED'>, {
    chain: 2,
    temperature: 0,
    message:
      'Expected the model to return the same blobs at every point: `a` at the first, got none (chain 2, temperature 0)',
  });
  await t.throwsAsync(startWith([{ a: 1 }, { b: 1 }]), { message: /`a` at the first, got `b` \(chain 1/ });
  await t.throwsAsync(startWith([undefined, { b: 1 }]), { message: /none at the first, got `b` \(chain 1/ });
});

test('start rejects blobs that are not objects of numbers', async (t) => {
  const message = (got: string) =>
    `Expected the blob to be an object of numbers, got ${got} (chain 0, temperature 0, iteration 0, position { x: 0 })`;
  for (const [blob, got] of [
    [3, '3'],
    [null, 'null'],
    [[1, 2], '[1,2]'],
    [{ a: 'text' }, '"text" for `a`'],
    [{ a: 1, b: { c: 1 } }, '{"c":1} for `b`'],
  ] as const) {
    const error = await t.throwsAsync(startWith([blob]), { message: message(got) });
    t.true(isEpsieError(error, 'MODEL_FAILED'));
  }
});

test('a blob may contain NaN', async (t) => {
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x', 'y'],
    model: (point) => ({ ...gaussian(point), blob: { nothing: Number.NaN } }),
    chains: 1,
    seed: 1,
  });
  await sampler.start({ x: [0], y: [0] });
  await sampler.run(3);
  const { nothing } = sampler.blobs ?? {};
  t.deepEqual(nothing, [Float64Array.of(Number.NaN, Number.NaN, Number.NaN)]);
});
