// The pages of the site in Chromium, on a phone and on a screen, light and dark. Screenshots are written to `dist-test/screenshots`.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brokenRules } from '@epsie/browser/axe';
import test from 'ava';
import { allPages, guides, openSite } from './helpers/site.mjs';

const SCREENSHOTS = fileURLToPath(new URL('../dist-test/screenshots/', import.meta.url));
mkdirSync(SCREENSHOTS, { recursive: true });

/** One page of each kind of the API, beside all guides. */
const api = [
  'modules',
  'modules/_epsie_core',
  'classes/_epsie_core.index.MetropolisHastingsSampler',
  'functions/_epsie_plots.corner',
  'types/_epsie_plots.CornerOptions',
];
const pages = [
  'index.html',
  ...guides(),
  ...api.map((page) => `${page}.html`).filter((page) => allPages().includes(page)),
];

// TypeDoc writes headings of the fourth level below those of the first, and links into the headings that fold a section.
const OF_TYPEDOC = /^(?:heading-order|nested-interactive): /;

/** Returns what is wrong with an open page. */
async function problemsOf({ page, notes }, width) {
  const scrollWidth = await page.evaluate('document.documentElement.scrollWidth');
  const wide = scrollWidth > width ? [`is ${scrollWidth} px wide: ${await widest(page)}`] : [];
  return [...notes, ...wide];
}

/** Returns the rules of axe that a page breaks, but for those that TypeDoc itself breaks in the API. */
const axeProblemsOf = async ({ page }) =>
  (await brokenRules(page)).filter(
    (rule) => /\/(?:index|guides\/[^/]+)\.html$/.test(page.url()) || !OF_TYPEDOC.test(rule),
  );

/** Returns the innermost element that is wider than the screen. */
const widest = (page) =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('#content *'))
      .filter((element) => element.getBoundingClientRect().right > innerWidth)
      .at(-1)
      ?.outerHTML.slice(0, 200),
  );

for (const [index, [width, colorScheme]] of [
  [390, 'dark'],
  [1360, 'light'],
].entries())
  test.serial(`pages fit ${width} px in ${colorScheme}, pass axe, and write nothing to the console`, async (t) => {
    const site = await openSite(t);
    if (site === undefined) return;
    t.true(pages.length >= 15, pages.join());
    const opened = await site.open('index.html', { width, colorScheme });
    for (const [i, path] of pages.entries()) {
      await opened.page.goto(site.origin + path, { waitUntil: 'load' });
      t.deepEqual(await problemsOf(opened, width), [], path);
      // Axe takes a second, so that it checks the first page in both sizes, and each of the others in one.
      if (i === 0 || i % 2 === index) t.deepEqual(await axeProblemsOf(opened), [], path);
      const name = `${width}-${path.replaceAll('/', '-').replace('.html', '')}.png`;
      await opened.page.screenshot({ path: `${SCREENSHOTS}${name}` });
    }
  });

test.serial('a page that is too wide, has faint text and writes to the console is found', async (t) => {
  const site = await openSite(t);
  if (site === undefined) return;
  const opened = await site.open('index.html', { width: 390 });
  await opened.page.evaluate(() => {
    document.querySelector('#content').innerHTML = '<p style="color:#ccc;width:600px">faint</p>';
    console.log('noise');
  });
  const problems = [...(await problemsOf(opened, 390)), ...(await axeProblemsOf(opened))].join('\n');
  for (const expected of ['noise', 'px wide: <p', 'color-contrast']) t.true(problems.includes(expected), problems);
});
