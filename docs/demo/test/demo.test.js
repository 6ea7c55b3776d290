// The live demo in Chromium, from static files without special headers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser } from '@epsie/browser';
import { brokenRules } from '@epsie/browser/axe';
import { serveFolder } from '@epsie/browser/folder';
import { buildDemo, digestOf } from '@epsie/demo/build';
import test from 'ava';
import { DEFAULTS } from '../src/settings.js';

const folder = mkdtempSync(join(tmpdir(), 'epsie-demo-'));
test.after.always(() => rmSync(folder, { recursive: true }));

test.before(async (t) => {
  t.timeout(170_000);
  await buildDemo(folder);
});

const serveDemo = (t) => serveFolder(t, pathToFileURL(`${folder}/`));

/** Opens the demo; whatever the console prints fails the test. Undefined without a browser. */
async function openDemo(t, options = {}) {
  const browser = await openBrowser(t);
  if (browser === undefined) return undefined;
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 }, ...options });
  const messages = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  page.on('requestfailed', (request) => messages.push(request.url()));
  await page.goto(await serveDemo(t));
  await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor();
  return { page, messages };
}

const textOf = (page, id) => page.locator(`#${id}`).textContent();
const iterationsOf = async (page) => Number(await textOf(page, 'iterations'));

/** Waits until a condition in the page holds. */
const until = (page, condition) => page.waitForFunction(condition, undefined, { timeout: 100_000 });

const complete = `document.getElementById('digest-here').textContent.length === 16`;

test.serial('start, pause and reset: the iterations advance, stop and begin again', async (t) => {
  const demo = await openDemo(t);
  if (demo === undefined) return;
  const { page, messages } = demo;
  t.is(await iterationsOf(page), 0);
  await page.getByRole('button', { name: 'Start' }).click();
  await until(page, `Number(document.getElementById('iterations').textContent) > 50`);
  await page.getByRole('button', { name: 'Pause' }).click();
  t.is(await page.getByRole('status').textContent(), 'Paused');
  // The segment under way may still end.
  await page.waitForTimeout(500);
  const paused = await iterationsOf(page);
  await page.waitForTimeout(500);
  t.is(await iterationsOf(page), paused);
  await page.getByRole('button', { name: 'Start' }).click();
  await until(page, `Number(document.getElementById('iterations').textContent) > ${paused}`);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Reset' }).click();
  await until(page, `document.getElementById('iterations').textContent === '0'`);
  t.deepEqual(messages, []);
});

test.serial('with the settings at the start, the browser draws the chain of Node, and visits all modes', async (t) => {
  const demo = await openDemo(t);
  if (demo === undefined) return;
  const { page, messages } = demo;
  await page.getByLabel('Speed').selectOption('200');
  await page.getByRole('button', { name: 'Start' }).click();
  await until(page, complete);
  t.is(await textOf(page, 'digest-here'), await digestOf(DEFAULTS));
  t.is(await textOf(page, 'digest-node'), await textOf(page, 'digest-here'));
  t.is(await textOf(page, 'digest-verdict'), 'Equal, to the last bit.');
  await until(page, `Number(document.getElementById('iterations').textContent) >= 10000`);
  const shares = await page.locator('#modes td:nth-child(2)').allTextContents();
  t.true(
    shares.every((text) => Number.parseFloat(text) > 2),
    shares.join(),
  );
  t.true(Number(await textOf(page, 'round-trips')) > 10);
  t.deepEqual(messages, []);
});

test.serial('every control changes the chain to that of Node with the same settings', async (t) => {
  const demo = await openDemo(t);
  if (demo === undefined) return;
  const { page, messages } = demo;
  await page.getByLabel('Speed').selectOption('200');
  const seen = new Set();
  const settings = { ...DEFAULTS };
  const change = async (name, value, act) => {
    const before = await textOf(page, 'digest-here');
    await act();
    if (seen.size === 0) await page.getByRole('button', { name: 'Start' }).click();
    settings[name] = value;
    await until(page, `${complete} && document.getElementById('digest-here').textContent !== '${before}'`);
    const digest = await textOf(page, 'digest-here');
    t.is(digest, await digestOf(settings), name);
    t.is(await textOf(page, 'digest-verdict'), 'Equal, to the last bit.', name);
    seen.add(digest);
  };
  const select = (label, value) => () =>
    page.getByRole('combobox', { name: label, exact: true }).selectOption(String(value));
  await change('temperatures', 3, select('Temperatures', 3));
  t.is(await page.locator('#panels canvas').count(), 3);
  await change('hottest', 100, select('Hottest temperature', 100));
  await change('swaps', 'evenOdd', select('Swaps', 'evenOdd'));
  await change('interval', 5, select('Iterations between swaps', 5));
  await change('seed', 2, async () => {
    await page.getByLabel('Seed').fill('2');
    await page.getByLabel('Seed').press('Enter');
  });
  t.is(seen.size, 5);
  t.deepEqual(messages, []);
});

test.serial(
  'one temperature stays in its mode; a seed without a digest of Node is named; a wrong seed is refused',
  async (t) => {
    const demo = await openDemo(t);
    if (demo === undefined) return;
    const { page, messages } = demo;
    await page.getByRole('combobox', { name: 'Temperatures', exact: true }).selectOption('1');
    await page.getByLabel('Seed').fill('12345');
    await page.getByLabel('Speed').selectOption('200');
    await page.getByRole('button', { name: 'Start' }).click();
    await until(page, complete);
    t.is((await page.locator('#modes td:nth-child(2)').allTextContents())[0], '100.0 %');
    t.is(await textOf(page, 'digest-node'), 'computed for the seeds 1, 2, 3 only');
    t.is(await textOf(page, 'digest-verdict'), '');
    await page.getByLabel('Seed').fill('-1');
    await page.getByLabel('Seed').press('Enter');
    await page.getByRole('status').filter({ hasText: 'Expected the seed to be an integer from 0 up' }).waitFor();
    t.deepEqual(messages, []);
  },
);

test.serial('the keyboard reaches every control and starts the chains', async (t) => {
  const demo = await openDemo(t);
  if (demo === undefined) return;
  const { page } = demo;
  const reached = [];
  for (let i = 0; i < 9; i++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate('document.activeElement.id || document.activeElement.tagName'));
  }
  t.deepEqual(reached, ['A', 'temperatures', 'hottest', 'swaps', 'interval', 'seed', 'toggle', 'reset', 'speed']);
  await page.locator('#toggle').focus();
  await page.keyboard.press('Space');
  await until(page, `Number(document.getElementById('iterations').textContent) > 0`);
});

test.serial('a worker program that does not load is reported on the page', async (t) => {
  const browser = await openBrowser(t);
  if (browser === undefined) return;
  const page = await browser.newPage();
  await page.route('**/worker/worker.js', (route) => route.fulfill({ status: 404 }));
  await page.goto(await serveDemo(t));
  const failure = page.getByRole('alert').filter({ hasText: 'No Web Worker could be started' });
  await failure.waitFor({ timeout: 60_000 });
  t.regex(await failure.textContent(), /could not load its program .*worker\.js/);
});

for (const colorScheme of ['light', 'dark'])
  for (const width of [390, 1360])
    test.serial(`readable at ${width} px, ${colorScheme}: no sideways scrolling, axe is satisfied`, async (t) => {
      const demo = await openDemo(t, { colorScheme, viewport: { width, height: 900 } });
      if (demo === undefined) return;
      const { page, messages } = demo;
      await page.getByRole('button', { name: 'Start' }).click();
      await until(page, complete);
      t.is(await page.evaluate('document.documentElement.scrollWidth'), width);
      t.deepEqual(await brokenRules(page), []);
      const drawn = await page.evaluate(
        `document.querySelector('canvas').getContext('2d').getImageData(0, 0, 100, 100).data.some((x) => x > 0)`,
      );
      t.true(drawn);
      if (process.env.EPSIE_SCREENSHOTS)
        await page.screenshot({
          path: join(process.env.EPSIE_SCREENSHOTS, `${width}-${colorScheme}.png`),
          fullPage: true,
        });
      t.deepEqual(messages, []);
    });
