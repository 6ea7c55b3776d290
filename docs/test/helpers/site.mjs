// The built site, as `npm run docs` writes it, and what its tests need of a browser.
import { existsSync, readdirSync } from 'node:fs';
import { openBrowser } from '@epsie/browser';
import { serveFolder } from '@epsie/browser/folder';

/** Folder of the site. */
export const SITE = new URL('../../dist/', import.meta.url);

if (!existsSync(new URL('index.html', SITE)))
  throw new Error('There is no site in docs/dist. Run `npm run docs` first');

/** Returns the addresses of all pages, relative to the site. */
export const allPages = () =>
  readdirSync(SITE, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.html'));

/** Returns the addresses of the guides. */
export const guides = () => allPages().filter((page) => page.startsWith('guides/'));

/** Opens the site for the duration of a test: `open` returns pages that note what they should not do. Undefined without a browser. */
export async function openSite(t) {
  const browser = await openBrowser(t);
  if (browser === undefined) return undefined;
  t.timeout(300_000, 'Other work may share the machine');
  const origin = await serveFolder(t, SITE);
  return { origin, open: (path, options) => openPage(browser, origin, { path, ...options }) };
}

async function openPage(browser, origin, { path, width = 1360, height = 900, colorScheme = 'light' }) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  const notes = [];
  page.on('console', (message) => notes.push(message.text()));
  page.on('pageerror', (error) => notes.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      notes.push(`requests ${request.url()}`);
  });
  await page.goto(origin + path, { waitUntil: 'load' });
  return { page, notes };
}
