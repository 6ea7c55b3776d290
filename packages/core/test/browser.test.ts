import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { chromium, type Page } from 'playwright-core';
import { type SeededChains, seededChains } from './helpers/seeded-chains.ts';

const CHROMIUM = '/usr/bin/chromium';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const PAGE = `<!doctype html>
<script type="importmap">{ "imports": { "@epsie/core": "/dist/index.js" } }</script>
<title>@epsie/core</title>`;

test('a browser computes the same numbers as Node', async (t) => {
  if (!existsSync(CHROMIUM)) {
    reportMissing(t);
    return;
  }
  t.timeout(60_000, 'A browser takes its time to start');
  const page = await open(t);
  const fixed = await seededChainsIn(page, 'fixed');
  t.is(fixed.positions.length, 100 * 2 * 3 * (1 + 3));
  t.deepEqual(fixed, await seededChains('fixed'));
  // Adaptation uses exp, log and powers. With the functions of the engine, their last bits would differ.
  for (const kind of ['adaptive', 'angles', 'directions'] as const)
    t.deepEqual(await seededChainsIn(page, kind), await seededChains(kind), kind);
});

// Without a browser the test is skipped, except in `.ci/run`, which installs one and requires it.
function reportMissing(t: ExecutionContext): void {
  const message = `there is no browser at ${CHROMIUM}: install the Debian package chromium`;
  const { EPSIE_REQUIRE_BROWSER } = process.env;
  if (EPSIE_REQUIRE_BROWSER === undefined) {
    t.log(`Left out: ${message}`);
    t.pass();
  } else t.fail(`This test must run here, but ${message}`);
}

/** A page that can import the compiled package and the compiled tests. */
async function open(t: ExecutionContext): Promise<Page> {
  const server = await serve();
  t.teardown(() => server.close());
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  t.teardown(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return page;
}

function seededChainsIn(page: Page, kind: Parameters<typeof seededChains>[0]): Promise<SeededChains> {
  return page.evaluate<SeededChains>(
    `import('/dist-test/helpers/seeded-chains.js').then((module) => module.seededChains('${kind}'))`,
  );
}

async function serve(): Promise<Server> {
  const server = createServer(async ({ url = '/' }, response) => {
    try {
      const [type, body] =
        url === '/' ? ['text/html', PAGE] : ['text/javascript', await readFile(new URL(`..${url}`, import.meta.url))];
      response.setHeader('content-type', type).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
