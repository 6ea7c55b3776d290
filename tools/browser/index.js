// Runs compiled modules of the packages in Debian's Chromium, for tests.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { replaceNames } from './replace-names.js';

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

const WORKSPACE = new URL('../../', import.meta.url);

/** Folders of the packages that modules in the browser may import. */
const folders = () => [
  ...readdirSync(new URL('packages/', WORKSPACE)).map((name) => `packages/${name}`),
  'tools/pool-invariance',
];

/** Returns the address of every export of the packages, by the name that programs import. */
function addresses() {
  const imports = {};
  for (const folder of folders()) {
    const { name, exports } = JSON.parse(readFileSync(new URL(`${folder}/package.json`, WORKSPACE), 'utf8'));
    for (const [path, target] of Object.entries(exports))
      if (target.default !== undefined) imports[name + path.slice(1)] = `/${folder}${target.default.slice(1)}`;
  }
  return imports;
}

/** Milliseconds after the last test that used it in which the browser stays open for the next one. */
const IDLE = 1000;

// A browser takes seconds to start, so the tests of a file share one, also those that run at the same time.
let launched;
let users = 0;
let idle;

async function borrowBrowser(t) {
  clearTimeout(idle);
  users++;
  t.teardown(() => {
    users--;
    if (users === 0) idle = setTimeout(closeBrowser, IDLE);
  });
  launched ??= chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  const browser = await launched;
  // A test may have ended it.
  if (!browser.isConnected()) throw new Error('The browser has ended during an earlier test');
  return browser;
}

async function closeBrowser() {
  const closing = launched;
  launched = undefined;
  await (await closing).close();
}

export async function openBrowser(t) {
  if (!existsSync(CHROMIUM)) return reportMissing(t);
  t.timeout(120_000, 'A browser takes its time to start');
  const current = await borrowBrowser(t);
  const newPage = async (options) => {
    const page = await current.newPage(options);
    t.teardown(() => page.context().close());
    return page;
  };
  return { newPage };
}

export async function openEmptyPage(t) {
  return await (await openBrowser(t))?.newPage();
}

export async function openPage(t) {
  const page = await openEmptyPage(t);
  if (page === undefined) return undefined;
  const server = await serve();
  t.teardown(() => server.close());
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  return { page, call: (module, name, ...args) => page.evaluate(callThere, { url: addressOf(module), name, args }) };
}

// Runs in the browser.
const callThere = async ({ url, name, args }) => (await import(url))[name](...args);

function addressOf(module) {
  if (module.href.startsWith(WORKSPACE.href)) return `/${module.href.slice(WORKSPACE.href.length)}`;
  throw new Error(`Expected a module in ${WORKSPACE.href}, got ${module.href}`);
}

// Without a browser a test is skipped, except in `.ci/run`, which installs one and requires it.
function reportMissing(t) {
  const message = `there is no browser at ${CHROMIUM}: install the Debian package chromium`;
  if (process.env.EPSIE_REQUIRE_BROWSER !== undefined) {
    t.fail(`This test must run here, but ${message}`);
    return;
  }
  t.log(`Left out: ${message}`);
  t.pass();
}

async function serve() {
  const imports = addresses();
  const page = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script><title>EPSIE</title>`;
  const code = async (url) =>
    replaceNames(await readFile(new URL(`.${url}`, WORKSPACE), 'utf8'), (name) => imports[name]);
  const server = createServer(async ({ url = '/' }, response) => {
    try {
      const [type, body] = url === '/' ? ['text/html', page] : ['text/javascript', await code(url)];
      // Every worker loads the modules again.
      response.setHeader('content-type', type).setHeader('cache-control', 'max-age=3600').end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
