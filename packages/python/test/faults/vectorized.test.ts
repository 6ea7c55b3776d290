import { MetropolisHastingsSampler, normal } from '@epsie/core';
import test from 'ava';
import { interpreter } from '../helpers/interpreter.ts';
import { declared, vectorized } from '../models/faulty.ts';

const cases: { readonly [fault: string]: RegExp } = {
  short: /array of 1 numbers, one per point, got .*(shape \(0,\)|array of 0)/,
  scalar: /array of 1 numbers, one per point, got float 0\.0/,
  none: /array of 1 numbers, one per point, got None: the function may lack a `return`/,
  text: /array of 1 numbers, one per point, got .*list|`logLikelihood\[0\]` to be a float, got str 'a'/,
  pair: /array of 1 numbers, one per point, got tuple of 2/,
  two: /array of 1 numbers, one per point, got list of 1|`logLikelihood\[0\]` to be a float, got list of 2/,
};

// With -S, Python finds no installed packages: neither numpy.
for (const [name, python] of [
  ['numpy', [interpreter]],
  ['the standard library', [interpreter, '-S']],
] as const) {
  test.serial(`evaluates arrays of ${name}`, (t) => {
    const model = vectorized('good', python);
    t.is(model.evaluate({ x: 1 }).logLikelihood, -0.5);
    t.is(model.evaluate({ x: 3 }).logLikelihood, -4.5);
  });
  for (const [fault, expectation] of Object.entries(cases)) {
    test.serial(`refuses an answer that is wrong, with ${name}: ${fault}`, (t) => {
      t.throws(() => vectorized(fault, python).evaluate({ x: 1 }), { message: expectation });
    });
  }
}

test.serial('refuses an answer that is one number too short for a batch, and states the place', async (t) => {
  const model = vectorized('short', [interpreter]);
  const sampler = new MetropolisHastingsSampler({ model, chains: 4, proposals: [normal('x')], seed: 1 });
  await t.throwsAsync(sampler.start({ x: [0, 1, 2, 3] }), {
    code: 'MODEL_FAILED',
    message: /array of \d numbers, one per point, got .*chain 0, temperature 0, iteration 0/,
  });
});

test.serial('moves chains in step, with the draws of single calls', async (t) => {
  const positions = async (model: ReturnType<typeof vectorized>) => {
    const sampler = new MetropolisHastingsSampler({ model, chains: 5, proposals: [normal('x')], seed: 1 });
    await sampler.start({ x: [0, 1, 2, 3, 4] });
    await sampler.run(200);
    return sampler.positions.x;
  };
  t.deepEqual(
    await positions(vectorized('good', [interpreter])),
    await positions(declared({ function: 'everything' })),
  );
});
