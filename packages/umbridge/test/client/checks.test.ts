import test from 'ava';
import { connected } from '../helpers/batch.ts';
import { type ServerOptions, startServer } from '../helpers/server.ts';

type Case = readonly [string, ServerOptions, Parameters<typeof connected>[0], (url: string) => string];

const cases: readonly Case[] = [
  [
    'another version',
    { version: 0.9 },
    {},
    (url) => `Expected ${url} to use version 1.0 of the UM-Bridge protocol, got 0.9. Update the library of the server`,
  ],
  [
    'a misspelt model',
    {},
    { name: 'gausian' },
    (url) =>
      `Expected ${url} to have the model \`gausian\`, got \`gaussian\`, \`half\`, \`posterior\`, \`recording\`. Did you mean \`gaussian\`?`,
  ],
  [
    'a model without evaluation',
    { support: { Evaluate: false, Gradient: true } },
    {},
    (url) => `Expected the model \`gaussian\` of ${url} to support Evaluate, got {"Evaluate":false,"Gradient":true}`,
  ],
  [
    'another number of parameters',
    {},
    { prior: { x: {}, y: {}, z: {} } as never },
    (url) =>
      `Expected as many parameters as the model \`gaussian\` of ${url} takes, input vectors of [2] numbers, got 3: x, y, z`,
  ],
  [
    'other input vectors',
    {},
    { inputs: [['x'], ['y']] },
    (url) =>
      `Expected as many parameters as the model \`gaussian\` of ${url} takes, input vectors of [2] numbers, got inputs of [1,1]: x | y`,
  ],
  [
    'more output',
    {},
    { name: 'recording' },
    (url) =>
      `Expected the model \`recording\` of ${url} to return one number (logLikelihood), got output vectors of [1,2] numbers. ` +
      "Name the numbers in `output`, such as `output: ['logPrior', 'logLikelihood', …]`",
  ],
  [
    'a page of a proxy',
    { start: { fault: 'html' } },
    {},
    (url) =>
      `Expected /Info of ${url} to return a JSON object, got text/html: <html><body>Sign in to the proxy</body></html>. Is \`url\` that of an UM-Bridge server, and not of a proxy?`,
  ],
];

for (const [title, server, options, message] of cases) {
  test(`reports ${title} before the first point`, async (t) => {
    const { url, counts } = await startServer(t, server);
    await t.throwsAsync(connected({ url, ...options }), { message: message(url) });
    t.is((await counts()).evaluations, 0);
  });
}

test('checks every server', async (t) => {
  const [good, old] = await Promise.all([startServer(t), startServer(t, { version: 0.5 })]);
  await t.throwsAsync(connected({ url: [good.url, old.url] }), { message: new RegExp(`^Expected ${old.url} to use`) });
});

test('reports a server that does not run', async (t) => {
  const { url, port, kill } = await startServer(t);
  await kill();
  await t.throwsAsync(connected({ url, retries: 1 }), {
    message: `Expected an UM-Bridge server at ${url}, got no answer: connection refused by 127.0.0.1:${port}. Start it before the run, and check its port`,
  });
});

test('waits for a server that starts', async (t) => {
  const { url } = await startServer(t, { start: { fault: 'gateway', requests: 2 } });
  const { logLikelihood } = await (await connected({ url }))({ x: [1], y: [1] });
  t.deepEqual(logLikelihood, [-1]);
});
