// Where a browser puts the labels of figures: with the fonts of this machine, and with the widest of those named.

import { openEmptyPage } from '@epsie/browser';
import { acceptance, corner, density, type Figure, figureKinds, intervals, rank, trace } from '@epsie/plots';
import { normal } from '@epsie/priors';
import test from 'ava';
import type { Page } from 'playwright-core';
import { gaussian, sourceOf } from './helpers/source.ts';
import { gaussians, hard, tempered } from './helpers/sources.ts';

type Placed = {
  readonly label: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

const FONTS = [undefined, 'DejaVu Sans'] as const;

/** Returns the boxes of all labels of a figure, and that of the figure. */
function boxesIn(page: Page, svg: string): Promise<readonly Placed[]> {
  return page.evaluate<readonly Placed[]>(
    `((markup) => {
      document.body.innerHTML = markup;
      const svg = document.querySelector('svg');
      return [svg, ...svg.querySelectorAll('text')].map((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const title = element.querySelector('title');
        return { label: element.textContent.slice(title ? title.textContent.length : 0, 60), left, right, top, bottom };
      });
    })(${JSON.stringify(svg)})`,
  );
}

/** Returns labels that overlap, or that are partly outside of the figure. Boxes are as high as a line: two pixels of two are empty. */
function faults([frame, ...texts]: readonly Placed[]): string[] {
  const box = frame as Placed;
  const outside = texts.filter(
    (text) => text.left < box.left || text.right > box.right || text.top < box.top || text.bottom > box.bottom,
  );
  const clash = (a: Placed, b: Placed): boolean =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  const overlaps = texts.flatMap((a, i) =>
    texts
      .slice(i + 1)
      .filter((b) => clash(a, b))
      .map((b) => `${a.label} | ${b.label}`),
  );
  return [...outside.map(({ label }) => `outside: ${label}`), ...overlaps];
}

const long = sourceOf(
  Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [
      `parameter_${i}_with_a_name_of_forty_characters`,
      gaussian(10 ** (i - 8), 10 ** (i - 9)),
    ]),
  ),
);
const offsets = sourceOf({
  time: gaussian(1_126_259_462.4, 1e-3),
  tiny: gaussian(3e-23, 1e-23),
  negative: gaussian(-1e9, 1),
});

const CASES: Readonly<Record<string, () => Figure>> = {
  ...Object.fromEntries(
    Object.entries(figureKinds).map(([name, { draw }]) => [name, () => draw(hard(4), {}) as Figure]),
  ),
  ...Object.fromEntries(
    Object.entries(figureKinds).map(([name, { draw }]) => [
      `${name} of 280 chains`,
      () => draw(hard(280, 60), {}) as Figure,
    ]),
  ),
  'corner of 1 parameter': () => corner(gaussians(1), { title: 'One', truths: { x0: 0 } }),
  'corner of 2 parameters': () => corner(gaussians(2), { prior: { x0: normal(0, 1) }, truths: { x0: 0 } }),
  'corner of 20 parameters with long names': () => corner(long),
  'corner of 20 parameters on a narrow page': () => corner(long, { width: 390 }),
  'corner with offsets': () => corner(offsets),
  'corner of six runs with long names': () =>
    corner(
      Object.fromEntries(
        Array.from({ length: 6 }, (_, i) => [`run number ${i} with a name of forty letters`, gaussians(2)]),
      ),
    ),
  'density on a narrow page': () =>
    density(hard(4), { width: 200, title: 'A title that is much longer than the page is wide' }),
  'density with offsets': () => density(offsets),
  'trace with offsets on a narrow page': () => trace(offsets, { width: 390, burnIn: 100 }),
  'intervals with long names': () => intervals(long),
  'intervals with offsets on a narrow page': () => intervals(offsets, { width: 300 }),
  'rank on a narrow page': () => rank(long, { width: 300 }),
  ...Object.fromEntries(
    (['ladder', 'swaps', 'indexProcess', 'logLikelihoodByBeta'] as const).flatMap((name) =>
      ([2, 20] as const).map((levels) => [
        `${name} of ${levels} levels on a narrow page`,
        () => figureKinds[name].draw(tempered(levels), { width: 300 }) as Figure,
      ]),
    ),
  ),
  'acceptance on a narrow page': () => acceptance(hard(4), { width: 300 }),
};

test('labels neither overlap nor leave the figure', async (t) => {
  const page = await openEmptyPage(t);
  if (page === undefined) return;
  for (const [name, draw] of Object.entries(CASES)) {
    const { svg } = draw();
    for (const font of FONTS) {
      const shown = font === undefined ? svg : svg.replace(/font-family="[^"]*"/, `font-family="${font}"`);
      t.deepEqual(faults(await boxesIn(page, shown)), [], `${name}, ${font ?? 'its own font'}`);
    }
  }
  // Labels of twice their size would fail this test.
  const { svg } = trace(offsets);
  t.not(faults(await boxesIn(page, svg.replace('font-size="12"', 'font-size="24"'))).length, 0);
});
