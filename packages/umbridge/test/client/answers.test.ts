import test from 'ava';
import { connected } from '../helpers/batch.ts';
import { startServer } from '../helpers/server.ts';

test('evaluates points in their order, bitwise', async (t) => {
  const { url, counts } = await startServer(t);
  const evaluate = await connected({ url, config: { scale: 0.1 } });
  const x = [0.1, -0, 1 / 3, 1e-300, 1e21, -7];
  const y = [1, 2, Math.PI, 1e-100, -1, 2];
  const { logLikelihood } = await evaluate({ x, y });
  t.deepEqual(
    logLikelihood,
    x.map((value, i) => -0.5 * (value * value + (y[i] as number) ** 2) * 0.1),
  );
  t.is((await counts()).connections, 2, 'one connection for all requests, and one to read the counts');
});

test('divides the parameters by the input sizes, or as `inputs` states', async (t) => {
  const { url, counts } = await startServer(t);
  const parameters = ['x', 'y'];
  const full = { url, name: 'posterior', prior: undefined, parameters };
  const inOrder = await (await connected(full)).call(undefined, { x: [1, 4], y: [2, 3] });
  t.deepEqual(inOrder.logPrior, [-2, -Infinity]);
  t.deepEqual(inOrder.logLikelihood, [-2.5, -12.5]);
  await (await connected({ ...full, inputs: [['y'], ['x']] }))({ x: [1], y: [2] });
  t.deepEqual((await counts()).inputs, ['[[1],[2]]', '[[4],[3]]', '[[2],[1]]']);
});

test('records the other numbers of the output', async (t) => {
  const { url } = await startServer(t);
  const evaluate = await connected({ url, name: 'recording', output: ['logLikelihood', 'sum', 'difference'] });
  const { logLikelihood, blob } = await evaluate({ x: [1, 2], y: [3, 5] });
  t.deepEqual(logLikelihood, [-5, -14.5]);
  t.deepEqual(blob, { sum: Float64Array.of(4, 7), difference: Float64Array.of(-2, -3) });
});

for (const word of ['bare -inf', 'bare -Infinity']) {
  test(`takes ${word} as a likelihood of 0`, async (t) => {
    const { url } = await startServer(t, { fault: word });
    const { logLikelihood } = await (await connected({ url }))({ x: [1], y: [2] });
    t.deepEqual(logLikelihood, [-Infinity]);
  });
}

const place = (url: string): string => `/Evaluate of ${url}`;
const wrong: readonly (readonly [string, (url: string) => string])[] = [
  ['exception', (url) => `${place(url)} failed: ModelError: the mesh is degenerate (HTTP status 500)`],
  ['invalid', (url) => `${place(url)} failed: InvalidInput: x is out of range (HTTP status 400)`],
  ['error with status 200', (url) => `${place(url)} failed: ModelError: the mesh is degenerate (HTTP status 200)`],
  [
    'bare NaN',
    (url) =>
      `Expected ${url} to return a number below +Infinity as logLikelihood, got [[NaN]] for the input [[2.0,5.0]]`,
  ],
  [
    'bare inf',
    (url) =>
      `Expected ${url} to return a number below +Infinity as logLikelihood, got [[Infinity]] for the input [[2.0,5.0]]`,
  ],
  [
    'html',
    (url) =>
      `Expected ${place(url)} to return a JSON object, got text/html: <html><body>Sign in to the proxy</body></html>. Is \`url\` that of an UM-Bridge server, and not of a proxy?`,
  ],
  [
    'html of an error',
    (url) => `${place(url)} failed with HTTP status 500: <html><h1>Internal Server Error</h1></html>`,
  ],
  [
    'empty',
    (url) =>
      `Expected ${place(url)} to return a JSON object, got an empty body. Is \`url\` that of an UM-Bridge server, and not of a proxy?`,
  ],
  [
    'truncated',
    (url) =>
      `Expected ${place(url)} to return a JSON object, got application/json: {"output": [[-1. Is \`url\` that of an UM-Bridge server, and not of a proxy?`,
  ],
  ['not found', (url) => `${place(url)} failed with HTTP status 404: Not Found`],
  ...(
    [
      ['wrong length', '[[1,2,3]]'],
      ['no vectors', '-1.5'],
      ['null', '[[null]]'],
      ['texts', '[["-1"]]'],
      ['no output', 'undefined'],
    ] as const
  ).map(
    ([fault, got]) =>
      [
        fault,
        (url: string) =>
          `Expected ${url} to return output vectors with one number (logLikelihood), got ${got} for the input [[2.0,5.0]]`,
      ] as const,
  ),
];

for (const [fault, message] of wrong) {
  test(`blames the point, and does not try again: ${fault}`, async (t) => {
    const { url, counts } = await startServer(t, { fault, after: 1 });
    const evaluate = await connected({ url });
    await t.throwsAsync(evaluate({ x: [1, 2, 3], y: [4, 5, 6] }), { name: 'PointFailure', message: message(url) });
    t.is((await counts()).evaluations, 2, 'points that waited are not evaluated');
  });
}

test('reads an answer from a server that closes every connection', async (t) => {
  const { url } = await startServer(t, { fault: 'long answer of a server without keep-alive' });
  const x = Array.from({ length: 20 }, () => 1);
  const { logLikelihood } = await (await connected({ url }))({ x, y: x });
  t.deepEqual(
    logLikelihood,
    x.map(() => -1.25),
  );
});

test('an inactive component is an error', async (t) => {
  const { url } = await startServer(t);
  const evaluate = await connected({ url });
  await t.throwsAsync(evaluate({ x: [1, Number.NaN], y: [1, 2] }), {
    message: 'Expected `x` to be a finite number, got NaN: an UM-Bridge model has no inactive components',
  });
});
