import { openPage } from '@epsie/browser';
import test from 'ava';
import { analysed } from './analysed.ts';

/** Relative difference of numbers by the last bits of `Math.exp`, `Math.log` and `Math.cos`, which browsers may round otherwise. */
const ROUNDING = 1e-12;

/** Returns numbers and texts in a row, with their paths. */
function leaves(value: unknown, path = ''): readonly (readonly [path: string, value: unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

const isSame = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || (typeof a === 'number' && Math.abs(a - (b as number)) <= ROUNDING * Math.abs(a));

test('a browser samples and analyses with the same numbers as Node', async (t) => {
  const page = await openPage(t);
  if (page === undefined) return;
  const module = new URL('analysed.js', import.meta.url);
  const there = await page.call<Awaited<ReturnType<typeof analysed>>>(module, 'analysed', 800);
  t.is(there.rows.length, 2);
  t.true(there.evidence.standardError > 0 && there.samples.total > 100);
  t.true(there.diagnosis.findings.some(({ code }) => code === 'FEW_SAMPLES'));
  const [browser, node] = [leaves(there), leaves(await analysed(800))];
  t.true(node.length > 800);
  t.deepEqual(
    browser.map(([path]) => path),
    node.map(([path]) => path),
  );
  const different = browser.filter(([, value], i) => !isSame(value, node[i]?.[1]));
  t.deepEqual(different, []);
});
