// Starts of declared models that cannot work, by their likelihood or their draws: each error states what was expected, what came and what to do.
import { isEpsieError, MetropolisHastingsSampler } from '@epsie/core';
import test from 'ava';
import { counts, flat } from '../helpers/priors.ts';

const zero = () => 0;
const x = flat(0, 1);

/** The error of a start of one chain with this likelihood. */
async function startError(logLikelihood: (at: { x: number }) => unknown, prior: object = { x }, at?: number) {
  const model = { prior, logLikelihood } as never as { prior: { x: typeof x }; logLikelihood: typeof zero };
  const sampler = new MetropolisHastingsSampler({ model, chains: 1, seed: 1 });
  const error: unknown = await sampler
    .start(at === undefined ? at : ({ x: [at] } as never))
    .catch((caught: unknown) => caught);
  return error as Error & { readonly evaluation?: unknown };
}

const returned = 'Expected `logLikelihood` to return a number below +Infinity, or that in { logLikelihood, blob }, got';
const answers: readonly (readonly [title: string, answer: unknown, message: string])[] = [
  ['+Infinity', Number.POSITIVE_INFINITY, `${returned} Infinity (`],
  ['nothing', undefined, `${returned} undefined: the function may lack a \`return\` (`],
  ['text', '1', `${returned} "1" (`],
  [
    'a promise',
    Promise.resolve(0),
    `${returned} a Promise: a likelihood is synchronous. Load its data in \`defineModelFactory\``,
  ],
  ['an evaluation', { logPrior: 0 }, `${returned} {"logPrior":0}: the log prior follows from the declared prior`],
  [
    'both log densities',
    { logPrior: 0, logLikelihood: -1 },
    `${returned} {"logPrior":0,"logLikelihood":-1}: the log prior follows from the declared prior. Return the log likelihood alone (`,
  ],
  ['a misspelt member', { loglikelihood: 0 }, `${returned} {"loglikelihood":0}: \`logLikelihood\` is missing (`],
  ['an infinite member', { logLikelihood: Number.POSITIVE_INFINITY }, `${returned} {"logLikelihood":Infinity} (`],
];
for (const [title, answer, message] of answers) {
  test(`reports a likelihood that returns ${title}`, async (t) => {
    const error = await startError(() => answer);
    t.true(isEpsieError(error, 'MODEL_FAILED'));
    t.true(error.message.startsWith(message), error.message);
    t.deepEqual(error.evaluation, answer);
  });
}

test('reports a likelihood that throws with its own error', async (t) => {
  const error = await startError(() => {
    throw new RangeError('no such file');
  });
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.true(error.message.startsWith('The model threw: RangeError: no such file ('), error.message);
});

test('names the parameter whose density is infinite at a bound', async (t) => {
  const infinite = { ...x, logDensity: (value: number) => (value === 0 ? Infinity : 0) };
  const error = await startError(zero, { x: infinite, y: x }, undefined);
  t.is(error, undefined as never);
  const model = { prior: { x: infinite, y: x }, logLikelihood: zero };
  const sampler = new MetropolisHastingsSampler({ model, chains: 1, seed: 1 });
  const failure = await t.throwsAsync(sampler.start({ x: [0], y: [0.5] }));
  t.true(isEpsieError(failure, 'MODEL_FAILED'));
  t.regex(
    failure.message,
    /^Expected the log prior of `x` to be a number below \+Infinity, got Infinity at \{ x: 0 \}\. The density is infinite there/,
  );
});

test('names a parameter that the likelihood misspells at the first draw', async (t) => {
  let calls = 0;
  const error = await startError((at) => {
    calls++;
    return -(at as unknown as { xx: number }).xx;
  });
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.regex(error.message, /The model reads `xx`, which is not a parameter: expected `x`/);
  t.is(calls, 2);
});

test('stops after 1000 draws of which some were -Infinity', async (t) => {
  let calls = 0;
  const error = await startError(({ x: value }) => {
    calls++;
    return value < 0.5 ? Number.NaN : Number.NEGATIVE_INFINITY;
  });
  t.true(isEpsieError(error, 'START_REJECTED'));
  t.regex(
    error.message,
    /^Expected a finite log likelihood at one of 1000 draws from the prior, got -Infinity at 485 and NaN at 515 of them; the last was \{ x: 0\.\d+ \} \(chain 0, temperature 0\)\. Check the likelihood/,
  );
  // One more for the names that it reads.
  t.is(calls, 1001);
});

test('stops after 100 draws that were all NaN', async (t) => {
  let calls = 0;
  const error = await startError(() => {
    calls++;
    return Number.NaN;
  });
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.regex(
    error.message,
    /^Expected `logLikelihood` to return a number, got NaN at all of 100 draws from the prior\. Check the likelihood/,
  );
  t.is(calls, 101);
});

test('draws again where the likelihood is 0 or NaN', async (t) => {
  const model = {
    prior: { x },
    logLikelihood: ({ x: value }: { x: number }) => (value < 0.5 ? Number.NaN : value < 0.9 ? -Infinity : -value),
  };
  const sampler = new MetropolisHastingsSampler({ model, chains: 50, seed: 3 });
  await sampler.start();
  t.true(sampler.startPositions.x.every((value) => value >= 0.9));
  t.is(new Set(sampler.startPositions.x).size, 50);
});

test('refuses a start outside of the declared prior before it evaluates the model', async (t) => {
  let calls = 0;
  const error = await startError(() => calls++, { x }, 2);
  t.true(isEpsieError(error, 'START_REJECTED'));
  t.is(
    error.message,
    'Expected the start of `x` to be within [0, 1], the domain of its prior, got 2 (chain 0, temperature 0)',
  );
  const fraction = await startError(() => calls++, { x: counts(3) }, 1.5);
  t.is(
    fraction.message,
    'Expected the start of `x` to be an integer, as its prior is one of integers, got 1.5 (chain 0, temperature 0)',
  );
  t.is(calls, 0);
});

test('refuses to start from a prior that cannot be drawn, before anything runs', async (t) => {
  const { sample: _, ...undrawable } = x;
  let calls = 0;
  const error = await startError(() => calls++, { x: undrawable });
  t.is(
    error.message,
    'Expected every prior to have a function `sample`, since `start` got no positions, got none for `x`. Pass positions to `start`, or add `sample` to the prior',
  );
  t.is(await startError(() => -calls, { x: undrawable }, 0.5), undefined as never);
});

test('reports draws that the own density excludes', async (t) => {
  const error = await startError(zero, { x: { ...x, sample: () => 2 } });
  t.true(isEpsieError(error, 'START_REJECTED'));
  t.regex(
    error.message,
    /got a log prior of -Infinity at \{ x: 2 \}.*The prior of the model drew this point: let its `sample`/,
  );
});

test('reports a sample that is not a number', async (t) => {
  const error = await startError(zero, { x: { ...x, sample: () => '1' } });
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.regex(error.message, /Expected `sample` of the prior of `x` to return a number, got "1"/);
});
