// A batch model that fails: the error states why, and for which chain, temperature, iteration and position.
import {
  type BatchFunction,
  type BatchModel,
  Chain,
  type DeclaredBatchModel,
  defineModel,
  type EpsieErrorOf,
  isEpsieError,
  MetropolisHastingsSampler,
  type Model,
  ParallelTemperedSampler,
  PointFailure,
} from '@epsie/core';
import test, { type ExecutionContext } from 'ava';
import { LocalPool } from '../helpers/local-pool.ts';
import { flat } from '../helpers/priors.ts';

const CHAINS = 4;
const FAILING = 2;

const write: BatchFunction<'x'> = ({ x }, out) => {
  for (const [i, value] of x.entries()) {
    out.logPrior[i] = 0;
    out.logLikelihood[i] = -0.5 * value * value;
  }
};

/** Returns a model that does something else in the batch of the given number. */
function failingAt(batch: number, fault: BatchFunction<'x'>, usual: BatchFunction<'x'> = write): BatchModel<'x'> {
  let batches = 0;
  return { evaluateBatch: (points, out) => (++batches === batch ? fault : usual)(points, out) };
}

const create = (model: Model<'x'>, groups = 1) =>
  new MetropolisHastingsSampler({ parameters: ['x'], model, chains: CHAINS, seed: 1, pool: new LocalPool(groups) });

const start = { x: [0, 1, 2, 3] };

/** Asserts the error of a model that fails in iteration 3, and that the sampler is at its start then. */
async function assertFails(t: ExecutionContext, fault: BatchFunction<'x'>, chain: number, message: string | RegExp) {
  const sampler = create(failingAt(4, fault));
  await sampler.start(start);
  const before = sampler.state;
  const error = (await t.throwsAsync(sampler.run(10))) as EpsieErrorOf<'MODEL_FAILED'>;
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.like(error, { chain, temperature: 0, iteration: 3 });
  const where = ` (chain ${chain}, temperature 0, iteration 3, position { x: ${error.position['x']} })`;
  if (typeof message === 'string') t.is(error.message, `${message}${where}`);
  else t.regex(error.message, message);
  t.deepEqual(sampler.state, before);
  return error;
}

const disk = new RangeError('no such file');

test('an error of a batch is reported at its first point', async (t) => {
  const fault = () => {
    throw disk;
  };
  const message = 'The model threw for a batch of 4 points, of which this is the first: RangeError: no such file';
  const error = await assertFails(t, fault, 0, message);
  t.is(error.cause, disk);
});

test('a rejected promise is reported as an error of the batch', (t) =>
  assertFails(t, () => Promise.reject(disk), 0, /^The model threw for a batch of 4 points.*no such file/));

test('a PointFailure is reported at its point', async (t) => {
  let x = Number.NaN;
  const fault: BatchFunction<'x'> = (points) => {
    x = points.x[FAILING] as number;
    throw new PointFailure(FAILING, 'no convergence', { cause: disk });
  };
  const error = await assertFails(t, fault, FAILING, 'The model threw: no convergence');
  t.is(error.position['x'], x);
  t.is((error.cause as PointFailure).cause, disk);
});

test('a PointFailure of a point that is not in the batch is reported as such', (t) => {
  const fault = () => {
    throw new PointFailure(CHAINS, 'no convergence');
  };
  const message =
    'Expected the index of a `PointFailure` to be an integer from 0 to 3, the last point of the batch given to `evaluateBatch`, got 4: no convergence';
  return assertFails(t, fault, 0, message);
});

const at = (name: 'logLikelihood' | 'logPrior', value: number): BatchFunction<'x'> => {
  return (points, out) => {
    void write(points, out);
    out[name][FAILING] = value;
  };
};

const EXPECTED = 'Expected `evaluateBatch` to write a number below +Infinity to';

test('NaN and +Infinity are reported at their point', async (t) => {
  for (const name of ['logLikelihood', 'logPrior'] as const) {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const error = await assertFails(t, at(name, value), FAILING, `${EXPECTED} \`out.${name}[2]\`, got ${value}`);
      t.is((error.evaluation as { [name: string]: number })[name], value);
    }
  }
});

test('results that were not written are reported with what to write', async (t) => {
  const likelihood = 'got NaN, as at all points. Write one number per point: `out.logLikelihood[i] = …`';
  await assertFails(
    t,
    (_points, out) => void out.logPrior.fill(0),
    0,
    `${EXPECTED} \`out.logLikelihood[0]\`, ${likelihood}`,
  );
  const prior = 'got NaN, as at all points. Write the log of the prior density at every point: `out.logPrior[i] = …`';
  await assertFails(
    t,
    (_points, out) => void out.logLikelihood.fill(0),
    0,
    `${EXPECTED} \`out.logPrior[0]\`, ${prior}`,
  );
});

test('results that are returned instead of written are reported', async (t) => {
  const fault = (() => [1, 2, 3, 4]) as unknown as BatchFunction<'x'>;
  const message =
    'Expected `evaluateBatch` to write its results to its second argument and to return nothing or a Promise, got [1,2,3,4]';
  await assertFails(t, fault, 0, message);
});

test('other arrays cannot be assigned', (t) =>
  assertFails(
    t,
    (_points, out) => {
      (out as { logLikelihood: unknown }).logLikelihood = [1, 2, 3, 4];
    },
    0,
    /TypeError: Cannot assign to read only property 'logLikelihood'/,
  ));

const withBlob = (blob: unknown): BatchFunction<'x'> => {
  return (points, out) => {
    void write(points, out);
    (out as { blob: unknown }).blob = blob;
  };
};

const blobs: { readonly [title: string]: readonly [blob: unknown, expectation: string] } = {
  'that is an array': [[1, 2], 'an object of arrays to `out.blob`, one array per name, got [1,2]'],
  'of numbers': [{ r: 1 }, 'an array of 4 numbers to `out.blob.r`, one per point, got 1'],
  'that is too short': [{ r: [1, 2, 3] }, 'an array of 4 numbers to `out.blob.r`, one per point, got 3'],
  'of text': [{ r: ['1', 2, 3, 4] }, 'an array of 4 numbers to `out.blob.r`, one per point, got ["1",2,3,4]'],
};

for (const [title, [blob, expectation]] of Object.entries(blobs)) {
  test(`a blob ${title} is reported`, (t) =>
    assertFails(t, withBlob(blob), 0, `Expected \`evaluateBatch\` to assign ${expectation}`));
}

test('other names of blobs than at the start are reported', async (t) => {
  const usual = withBlob({ r: [1, 2, 3, 4] });
  for (const [blob, found] of [
    [{ s: [1, 2, 3, 4] }, '`s`'],
    [{ r: [1, 2, 3, 4], s: [1, 2, 3, 4] }, '`r`, `s`'],
  ] as const) {
    const sampler = create(failingAt(3, withBlob(blob), usual));
    await sampler.start(start);
    const message = `Expected \`evaluateBatch\` to assign the same names to \`out.blob\` in every batch: \`r\` before, got ${found}`;
    const error = await t.throwsAsync(sampler.run(10));
    t.true(error.message.startsWith(message), error.message);
  }
});

test('a blob that is missing later is reported at an accepted point', async (t) => {
  const sampler = create(failingAt(3, write, withBlob({ r: [1, 2, 3, 4] })));
  await sampler.start(start);
  const error = await t.throwsAsync(sampler.run(10));
  t.regex(error.message, /^Expected the blob to have a number `r` at every point, got undefined \(chain \d/);
});

test('the failing point of tempered chains has its chain, temperature and iteration', async (t) => {
  const betas = [1, 0.5, 0.1];
  const levels = betas.map(() => start.x);
  for (const generators of ['chain', 'level'] as const) {
    // Batches of an iteration: one per level, or one of all.
    const batch = generators === 'chain' ? 3 + 2 * 3 + 2 : 3 + 3;
    const index = generators === 'chain' ? FAILING : CHAINS + FAILING;
    const model = failingAt(batch, () => {
      throw new PointFailure(index, 'no convergence');
    });
    const sampler = new ParallelTemperedSampler({
      parameters: ['x'],
      model,
      chains: CHAINS,
      seed: 1,
      betas,
      generators,
    });
    await sampler.start({ x: levels });
    const error = await t.throwsAsync(sampler.run(10));
    t.like(error, { chain: FAILING, temperature: 1, iteration: 3 });
  }
});

test('the second group of chains reports its own chains', async (t) => {
  let batches = 0;
  const model: BatchModel<'x'> = {
    evaluateBatch(points, out) {
      if (points.x.length === 2 && ++batches === 8) throw new PointFailure(1, 'no convergence');
      void write(points, out);
    },
  };
  const sampler = create(model, 2);
  await sampler.start(start);
  // Two batches at the start, then three of the first group and three of the second.
  const error = await t.throwsAsync(sampler.run(3));
  t.like(error, { chain: 3, iteration: 3 });
});

test('a batch that fails at the start is reported there', async (t) => {
  const model = failingAt(1, () => {
    throw new PointFailure(FAILING, 'no convergence');
  });
  const error = await t.throwsAsync(create(model).start(start));
  t.like(error, { code: 'MODEL_FAILED', chain: FAILING, temperature: 0, iteration: 0, position: { x: 2 } });
});

test('a misspelt parameter is named at the start', async (t) => {
  const model = {
    evaluateBatch: ({ X }: { X: Float64Array }) => void X.length,
  } as unknown as BatchModel<'x'>;
  const error = await t.throwsAsync(create(model).start(start));
  t.regex(error.message, /The model reads `X`, which is not a parameter: expected `x`. Did you mean `x`\?/);
});

test('a likelihood with a declared prior is called with the points that it allows', async (t) => {
  const seen: number[] = [];
  const model: DeclaredBatchModel<'x'> = {
    prior: { x: flat(-1, 1) },
    logLikelihoodBatch({ x }, { logLikelihood }) {
      seen.push(...x);
      logLikelihood.fill(0);
    },
  };
  const sampler = new MetropolisHastingsSampler({ model, chains: 8, seed: 1 });
  await sampler.start();
  await sampler.run(200);
  t.true(seen.length > 8 && seen.every((x) => Math.abs(x) <= 1));
  t.true(seen.length < 8 * 200, 'some proposals were outside');
});

test('forms of models that are not complete are refused', (t) => {
  const prior = { x: flat(0, 1) };
  const refused: readonly (readonly [model: object, message: RegExp])[] = [
    [{ evaluateBatch: 3 }, /^Expected `evaluateBatch` of the model to be a function of the points, got 3/],
    [{ evaluateBatch: write, evaluate: 3 }, /^Expected `evaluate` of the model to be a function, got 3$/],
    [{ evaluateBatch: write, samplePrior: 3 }, /^Expected `samplePrior` of the model to be a function, got 3$/],
    [
      { evaluateBatch: write, prior },
      /^Expected the model to have either `evaluateBatch`, or `prior` and `logLikelihoodBatch`/,
    ],
    [
      { prior, logLikelihoodBatch: 3 },
      /^Expected `logLikelihoodBatch` of the model to be a function of the points, got 3/,
    ],
    [
      { prior, logLikelihoodBatch: write, logLikelihood: () => 0 },
      /^Expected the model to have either `logLikelihood`, of one point, or/,
    ],
    [{ logLikelihoodBatch: write }, /^Expected a model with `logLikelihood` to declare its `prior`/],
  ];
  for (const [model, message] of refused) {
    t.throws(() => create(model as Model<'x'>), { instanceOf: TypeError, message });
    t.throws(() => defineModel(import.meta.url, model as Model<'x'>), { instanceOf: TypeError, message });
  }
});

test('a single chain evaluates batches of one, and refuses asynchronous ones', (t) => {
  const options = { parameters: ['x'], seed: 1 } as const;
  const chain = new Chain({ ...options, model: { evaluateBatch: write } });
  const twin = new Chain({ ...options, model: ({ x }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x }) });
  for (const each of [chain, twin]) {
    each.start({ x: 1 });
    each.step(50);
  }
  t.deepEqual(chain.state, twin.state);
  const later = new Chain({ ...options, model: { evaluateBatch: async (points, out) => write(points, out) } });
  t.throws(() => later.start({ x: 1 }), {
    code: 'MODEL_FAILED',
    message: /^Expected a batch of one point to be evaluated before the function returns, got a Promise: single chains/,
  });
});

test('a batch that never ends is aborted by a signal', async (t) => {
  const sampler = create(failingAt(4, () => new Promise(() => {})));
  await sampler.start(start);
  const before = sampler.state;
  const controller = new AbortController();
  setTimeout(() => controller.abort('time is up'), 10);
  const error = await t.throwsAsync(sampler.run(10, { signal: controller.signal }));
  t.true(isEpsieError(error, 'ABORTED'));
  t.is(error?.cause, 'time is up');
  t.deepEqual(sampler.state, before);
});

test('a failure that arrives after the abort is not an unhandled rejection', async (t) => {
  let fail = (): void => {};
  const sampler = create(
    failingAt(
      4,
      () =>
        new Promise((_resolve, reject) => {
          fail = () => reject(disk);
        }),
    ),
  );
  await sampler.start(start);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 5);
  await t.throwsAsync(sampler.run(10, { signal: controller.signal }));
  fail();
  await new Promise((resolve) => setTimeout(resolve, 5));
  t.pass();
});

test('`generators` that are not known are refused', (t) => {
  const options = { parameters: ['x'], model: { evaluateBatch: write }, chains: 1, betas: [1, 0.5] } as const;
  t.throws(() => new ParallelTemperedSampler({ ...options, generators: 'levels' as never }), {
    instanceOf: TypeError,
    message: /^Expected `generators` to be 'chain' or 'level', got "levels"/,
  });
});

test('a state of other generators is refused', async (t) => {
  const options = { parameters: ['x'], model: { evaluateBatch: write }, chains: 1, betas: [1, 0.5], seed: 1 } as const;
  const level = new ParallelTemperedSampler({ ...options, generators: 'level' });
  await level.start({ x: [[0], [0]] });
  const chain = new ParallelTemperedSampler(options);
  const error = t.throws(() => chain.setState(level.state));
  t.true(isEpsieError(error, 'STATE_MISMATCH'));
  t.regex(error.message, /generators/);
  const { levelRandoms: _lost, ...state } = level.state.chains[0] as { levelRandoms?: unknown };
  const incomplete = t.throws(() => level.setState({ ...level.state, chains: [state as never] }));
  t.regex(incomplete.message, /levelRandoms/);
});
