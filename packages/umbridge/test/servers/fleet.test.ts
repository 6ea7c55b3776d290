import test from 'ava';
import { connected } from '../helpers/batch.ts';
import { startServer } from '../helpers/server.ts';

const count = 24;
const x = Array.from({ length: count }, (_, i) => i + 1);
const y = x.map(() => 0);
const expected = x.map((value) => -0.5 * value * value);

test('spreads the points over the servers, one at a time to each', async (t) => {
  const servers = await Promise.all([startServer(t, { pause: 5 }), startServer(t, { pause: 5 })]);
  const evaluate = await connected({ url: [servers[0].url, servers[1].url] });
  t.deepEqual((await evaluate({ x, y })).logLikelihood, expected);
  const counts = await Promise.all(servers.map((server) => server.counts()));
  t.deepEqual(
    counts.map(({ together }) => together),
    [1, 1],
  );
  t.is(
    counts.reduce((sum, { evaluations }) => sum + evaluations, 0),
    count,
  );
  t.true(counts.every(({ evaluations }) => evaluations > 0));
});

test('sends as many requests to a server as `concurrency` allows, over all batches', async (t) => {
  const { url, counts } = await startServer(t, { barrier: 12 });
  const evaluate = await connected({ url, concurrency: 12 });
  const results = await Promise.all([evaluate({ x, y }), evaluate({ x, y })]);
  for (const { logLikelihood } of results) t.deepEqual(logLikelihood, expected);
  t.is((await counts()).together, 12);
});

for (const fault of ['broken connection', 'gateway', 'silence']) {
  test(`evaluates a point again after a ${fault}`, async (t) => {
    const { url, counts } = await startServer(t, { fault, after: 3, faults: 2 });
    const evaluate = await connected({ url, timeLimit: 4 });
    t.deepEqual((await evaluate({ x, y })).logLikelihood, expected);
    t.true((await counts()).evaluations >= count + 2);
  });
}

test('the points of a server that dies go to the other', async (t) => {
  const servers = await Promise.all([startServer(t), startServer(t, { fault: 'death', after: 3 })]);
  const evaluate = await connected({ url: [servers[0].url, servers[1].url] });
  t.deepEqual((await evaluate({ x, y })).logLikelihood, expected);
  t.is((await servers[0].counts()).evaluations, count - 3);
});

test('names every server and its last failure when all are dead, and continues when one is back', async (t) => {
  const servers = await Promise.all([startServer(t), startServer(t)]);
  const evaluate = await connected({ url: [servers[0].url, servers[1].url] });
  await evaluate({ x, y });
  await Promise.all(servers.map((server) => server.kill()));
  const refused = servers.map(({ url, port }) => `${url}: connection refused by 127.0.0.1:${port}`).join('; ');
  await t.throwsAsync(evaluate({ x, y }), {
    message: `No server answers any more. ${refused}. Start the servers again, and continue or resume the run`,
  });
  await startServer(t, { port: servers[1].port });
  t.deepEqual((await evaluate({ x, y })).logLikelihood, expected);
});

test('a server that never answers is given up after its time limit', async (t) => {
  const { url } = await startServer(t, { fault: 'silence' });
  const evaluate = await connected({ url, timeLimit: 3, retries: 1 });
  await t.throwsAsync(evaluate({ x: [1], y: [1] }), {
    message: `No server answers any more. ${url}: no answer within 3 s. Start the servers again, and continue or resume the run`,
  });
});

test('a point that no server survives is blamed', async (t) => {
  const { url } = await startServer(t, { fault: 'broken connection', after: 1 });
  const evaluate = await connected({ url, retries: 0 });
  await t.throwsAsync(evaluate({ x, y }), { message: /the connection broke before the answer was complete/ });
});
