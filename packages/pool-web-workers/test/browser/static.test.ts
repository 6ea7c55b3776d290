// The page of the README: plain files and an import map, on a server that knows nothing else.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openEmptyPage } from '@epsie/browser';
import { MetropolisHastingsSampler } from '@epsie/core';
import test, { type ExecutionContext } from 'ava';

const ROOT = new URL('../../../../', import.meta.url);
const readme = readFileSync(new URL('packages/pool-web-workers/README.md', ROOT), 'utf8');
const [, html = ''] = /^```html\n(.*?)^```/ms.exec(readme) ?? [];

const model = (core: string) => `
  import { defineModel } from '${core}';
  export default defineModel(import.meta.url, ({ x }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x }));`;

const main = `
  import { MetropolisHastingsSampler } from '@epsie/core';
  import { WebWorkerPool } from '@epsie/pool-web-workers';
  import gaussian from './gaussian.js';
  const pool = new WebWorkerPool({ workers: 2 });
  try {
    const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model: gaussian, chains: 4, seed: 1, pool });
    await sampler.start({ x: [-1, 0, 1, 2] });
    await sampler.run(1000);
    show(Array.from(sampler.currentPositions.x));
  } catch (error) {
    show(String(error));
  }
  function show(result) {
    document.body.append(Object.assign(document.createElement('output'), { textContent: JSON.stringify(result) }));
  }`;

type Files = { readonly [path: string]: readonly [type: string, body: string] };

/** Serves some files, and those of the packages. */
async function serve(t: ExecutionContext, files: Files, headers: { readonly [name: string]: string }): Promise<string> {
  const server: Server = createServer(({ url = '' }, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    try {
      const [type, body] = files[url] ?? ['text/javascript', readFileSync(new URL(`.${url}`, ROOT), 'utf8')];
      response.setHeader('content-type', type).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function resultOf(t: ExecutionContext, page: string, core: string, headers: { readonly [name: string]: string }) {
  const opened = await openEmptyPage(t);
  if (opened === undefined) return undefined;
  const body = `<!doctype html><link rel="icon" href="data:,">${page}`;
  const address = await serve(
    t,
    {
      '/': ['text/html', body],
      '/main.js': ['text/javascript', main],
      '/gaussian.js': ['text/javascript', model(core)],
    },
    headers,
  );
  await opened.goto(address);
  // A function that is evaluated in the page would be against its policy.
  return JSON.parse((await opened.locator('output').textContent()) ?? '') as unknown;
}

async function expectedResult(): Promise<number[]> {
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x'],
    model: ({ x }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x }),
    chains: 4,
    seed: 1,
  });
  await sampler.start({ x: [-1, 0, 1, 2] });
  await sampler.run(1000);
  return Array.from(sampler.currentPositions.x);
}

test.serial('the page of the README computes the samples of Node, under a strict policy', async (t) => {
  const policy =
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'self'; img-src data:";
  const result = await resultOf(t, html, '/packages/core/dist/index.js', { 'content-security-policy': policy });
  if (result !== undefined) t.deepEqual(result, await expectedResult());
});

test.serial('the packages may come from another server', async (t) => {
  const other = await serve(t, {}, { 'access-control-allow-origin': '*' });
  const page = html.replaceAll('"/packages/', `"${other}/packages/`);
  const result = await resultOf(t, page, `${other}/packages/core/dist/index.js`, {});
  if (result !== undefined) t.deepEqual(result, await expectedResult());
});

test.serial('a policy without workers is reported, with advice', async (t) => {
  const policy = "script-src 'self' 'unsafe-inline'; worker-src 'none'";
  const result = await resultOf(t, html, '/packages/core/dist/index.js', { 'content-security-policy': policy });
  if (result !== undefined) t.regex(String(result), /No Web Worker could be started: .*Content-Security-Policy/);
});

test.serial('a model that imports core by name is refused with the name', async (t) => {
  const result = await resultOf(t, html, '@epsie/core', {});
  if (result !== undefined) t.regex(String(result), /could not be imported: .*@epsie\/core/);
});
