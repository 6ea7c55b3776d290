import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import { chromium, type Page } from 'playwright-core';

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

const IMPORTS = {
  '@epsie/core': '/core/dist/index.js',
  '@epsie/core/checks': '/core/dist/checks/index.js',
  '@epsie/io/codec': '/io/dist/codec/index.js',
};

const PAGE = `<!doctype html>
<script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<title>@epsie/io</title>`;

// From `packages/io/dist-test/helpers`.
const PACKAGES = new URL('../../../', import.meta.url);

/**
 * A page that can import the compiled codec, and the compiled tests from `/io/dist-test`. Nothing where there is no
 * browser: a machine without can still run the tests, unless EPSIE_REQUIRE_BROWSER is set.
 */
export async function openPage(t: ExecutionContext): Promise<Page | undefined> {
  if (!existsSync(CHROMIUM)) {
    reportMissing(t);
    return undefined;
  }
  t.timeout(60_000, 'A browser takes its time to start');
  const server = await serve();
  t.teardown(() => server.close());
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  t.teardown(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return page;
}

function reportMissing(t: ExecutionContext): void {
  const message = `there is no browser at ${CHROMIUM}: install the Debian package chromium`;
  if (process.env['EPSIE_REQUIRE_BROWSER'] !== undefined) {
    t.fail(`This test must run here, but ${message}`);
    return;
  }
  t.log(`Left out: ${message}`);
  t.pass();
}

async function serve(): Promise<Server> {
  const server = createServer(async ({ url = '/' }, response) => {
    try {
      const [type, body] =
        url === '/' ? ['text/html', PAGE] : ['text/javascript', await readFile(new URL(`.${url}`, PACKAGES))];
      response.setHeader('content-type', type).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
