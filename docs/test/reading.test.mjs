// How people find their way through the site: first screen, sidebar, search, back, links to headings, keyboard, light and dark.
import test from 'ava';
import { guides, openSite } from './helpers/site.mjs';

const FIRST_TEN = 10;

for (const [width, height] of [
  [1360, 900],
  [390, 844],
])
  test.serial(
    `the first screen of ${width} px shows what and for whom, a program and a picture, and no tree of the API`,
    async (t) => {
      const site = await openSite(t);
      if (site === undefined) return;
      const { page } = await site.open('index.html', { width, height });
      for (const part of [
        'h1',
        '.landing > p',
        '.landing > p:nth-of-type(2)',
        '.landing > pre:has(.ts)',
        '.landing img',
      ]) {
        const box = await page.locator(part).first().boundingBox();
        t.true(box !== null && box.width > 100 && box.y >= 0, `${part}: ${JSON.stringify(box)}`);
        t.true(box.y + box.height <= height, `${part} ends at ${box.y + box.height} of ${height} px`);
      }
      t.is(await page.locator('#tsd-nav-container').count(), 0);
    },
  );

test.serial(
  'the first ten links of the sidebar are guides, on the landing page, in a guide and in the API',
  async (t) => {
    const site = await openSite(t);
    if (site === undefined) return;
    for (const path of ['index.html', guides()[0], 'modules/_epsie_core.html'])
      for (const width of [390, 1360]) {
        const { page } = await site.open(path, { width });
        const links = await page.locator('.col-sidebar a').evaluateAll((all) => all.map((link) => link.pathname));
        t.true(links.length > FIRST_TEN);
        for (const link of links.slice(0, FIRST_TEN))
          t.true(link.startsWith('/guides/'), `${path}: ${links.slice(0, FIRST_TEN)}`);
        await page.close();
      }
  },
);

/** Returns the results of a search, best first. */
async function search(page, words) {
  await page.keyboard.press('/');
  await page.locator('#tsd-search-input').fill(words);
  await page.locator('#tsd-search-results a').first().waitFor();
  return page.locator('#tsd-search-results a').evaluateAll((all) => all.map((link) => link.pathname));
}

for (const word of ['temperature', 'burn-in', 'resume', 'cluster'])
  test.serial(`a search for ${word} lists a guide first`, async (t) => {
    const site = await openSite(t);
    if (site === undefined) return;
    const { page } = await site.open('modules.html');
    const [first] = await search(page, word);
    t.true(first?.startsWith('/guides/'), first);
  });

test.serial('a search for the name of a class lists it on the first screen of results', async (t) => {
  const site = await openSite(t);
  if (site === undefined) return;
  const { page } = await site.open('index.html');
  const results = await search(page, 'ParallelTemperedSampler');
  t.true(
    results.some((path) => path.endsWith('ParallelTemperedSampler.html')),
    results.join(),
  );
});

test.serial('Enter opens a result, and the back button returns to where one was', async (t) => {
  const site = await openSite(t);
  if (site === undefined) return;
  const { page } = await site.open('index.html');
  const [first] = await search(page, 'temperature');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${first}`);
  await page.locator('.tsd-page-navigation a').nth(2).click();
  const heading = new URL(page.url()).hash;
  t.true(heading.length > 1);
  await page.goBack();
  await page.waitForURL((url) => url.hash === '');
  await page.goBack();
  await page.waitForURL(`${site.origin}index.html`);
  t.true(await page.locator('.landing').isVisible());
});

test.serial('a link to a heading shows it below the toolbar, on a phone too', async (t) => {
  const site = await openSite(t);
  if (site === undefined) return;
  for (const width of [390, 1360]) {
    const { page } = await site.open('guides/tempering.html', { width });
    const id = await page.locator('#content h2').nth(1).getAttribute('id');
    await page.close();
    const { page: deep } = await site.open(`guides/tempering.html#${id}`, { width });
    const heading = await deep.locator(`#${id}`).boundingBox();
    const toolbar = await deep.locator('.tsd-page-toolbar').boundingBox();
    t.true(heading.y >= toolbar.y + toolbar.height - 1 && heading.y < 450, `${heading.y} px`);
  }
});

test.serial(
  'the Tab key reaches the skip link, the title and the search first, and the skip link leads to the text',
  async (t) => {
    const site = await openSite(t);
    if (site === undefined) return;
    const { page } = await site.open('guides/tempering.html');
    const focused = () => page.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.id);
    const stops = [];
    for (let i = 0; i < 3; i++) {
      await page.keyboard.press('Tab');
      stops.push(await focused());
    }
    t.deepEqual(stops, ['Skip to the content', 'EPSIE in TypeScript', 'tsd-search-trigger']);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.id === 'tsd-search-input');
    await page.keyboard.press('Escape');
    await page.locator('#tsd-search').waitFor({ state: 'hidden' });

    await page.reload();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    t.true(await page.evaluate(() => document.activeElement.closest('#content') !== null));
  },
);

test.serial('the menu of a phone opens and closes by keyboard, and lists the guides', async (t) => {
  const site = await openSite(t);
  if (site === undefined) return;
  const { page } = await site.open('index.html', { width: 390, height: 844 });
  const guide = page.locator('.site-menu a').first();
  t.false(await guide.isVisible());
  await page.locator('#tsd-toolbar-menu-trigger').focus();
  await page.keyboard.press('Enter');
  await guide.waitFor({ state: 'visible' });
  await page.keyboard.press('Escape');
  await guide.waitFor({ state: 'hidden' });
  await page.keyboard.press('Enter');
  await guide.waitFor({ state: 'visible' });
  await page.waitForFunction((link) => link === document.activeElement, await guide.elementHandle());
  await page.keyboard.press('Enter');
  await page.waitForURL('**/guides/*.html');
});

test.serial(
  'light and dark follow the system, and the choice of the reader, who finds it again; figures follow as well',
  async (t) => {
    const site = await openSite(t);
    if (site === undefined) return;
    const { page } = await site.open('guides/tempering.html', { colorScheme: 'dark' });
    t.true((await lightness(page)).page < 60);
    await page.locator('#tsd-theme').selectOption('light');
    t.true((await lightness(page)).page > 200);
    await page.reload();
    const { page: ground, figure } = await lightness(page);
    t.true(ground > 200 && (figure === undefined || figure > 200), `${ground}, ${figure}`);
  },
);

/** Returns the brightness of the page, and that of the corner of its first figure, from 0 to 255. */
async function lightness(page) {
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const image = page.locator('#content img').first();
  if ((await image.count()) === 0) return { page: brightnessOf(ground) };
  return { page: brightnessOf(ground), figure: await cornerOf(page, await image.screenshot()) };
}

const brightnessOf = (color) => Number(/\d+/.exec(color)[0]);

const cornerOf = (page, png) =>
  page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    return context.getImageData(4, 4, 1, 1).data[0];
  }, png.toString('base64'));
