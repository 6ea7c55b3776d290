// Reports in Chromium: nothing on the console, no page that scrolls sideways, and what axe checks.

import { openBrowser, type TestBrowser } from '@epsie/browser';
import { brokenRules } from '@epsie/browser/axe';
import { type Report, report } from '@epsie/plots';
import test from 'ava';
import type { Page } from 'playwright-core';
import { hard, tempered } from './helpers/sources.ts';

const CASES: Readonly<Record<string, () => Report>> = {
  'everything hard to draw, of 280 chains': () => report(hard(280, 60), { burnIn: 10 }),
  'a tempered run': () => report(tempered(20), { title: 'a_title_that_has_no_space_to_break_at_'.repeat(3) }),
};
const SCREENS = [
  [390, 'dark'],
  [1360, 'light'],
] as const;

async function pageWith(
  browser: TestBrowser,
  html: string,
  width: number,
  colorScheme: 'light' | 'dark',
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  await page.setContent(html);
  return page;
}

const widthOf = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth');

test('reports are readable on phones and screens, light and dark, and pass axe', async (t) => {
  const browser = await openBrowser(t);
  if (browser === undefined) return;
  for (const [name, make] of Object.entries(CASES)) {
    const { html } = make();
    for (const [width, theme] of SCREENS) {
      const where = `${name}, ${width} px, ${theme}`;
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: theme });
      const messages: string[] = [];
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(error.message));
      page.on('request', (request) => messages.push(request.url()));
      await page.setContent(html);
      t.deepEqual(messages, [], where);
      t.is(await widthOf(page), width, where);
      t.deepEqual(await brokenRules(page), [], where);
      await page.close();
    }
  }
});

test('a report on paper is no wider than the sheet', async (t) => {
  const browser = await openBrowser(t);
  if (browser === undefined) return;
  const page = await pageWith(browser, report(tempered(5)).html, 700, 'light');
  await page.emulateMedia({ media: 'print' });
  t.is(await widthOf(page), 700);
});

test('faint text, a figure without a text and a wide table are found', async (t) => {
  const browser = await openBrowser(t);
  if (browser === undefined) return;
  const { html } = report(tempered(3));
  const spoilt = html
    .replaceAll('color:var(--muted)', 'color:#ccc')
    .replaceAll(/(<svg [^>]*)aria-label="[^"]*"/g, '$1');
  const page = await pageWith(browser, spoilt.replaceAll('overflow-x:auto', ''), 390, 'light');
  const broken = (await brokenRules(page)).map((rule) => rule.split(':')[0]);
  for (const rule of ['color-contrast', 'svg-img-alt']) t.true(broken.includes(rule), broken.join());
  t.true((await widthOf(page)) > 390);
});
