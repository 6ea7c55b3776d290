import { openPage } from '@epsie/browser';
import test from 'ava';
import { type SeededChains, seededChains } from './helpers/seeded-chains.ts';

const MODULE = new URL('helpers/seeded-chains.js', import.meta.url);

test('a browser computes the same numbers as Node', async (t) => {
  const page = await openPage(t);
  if (page === undefined) return;
  const there = (kind: Parameters<typeof seededChains>[0]) => page.call<SeededChains>(MODULE, 'seededChains', kind);
  const fixed = await there('fixed');
  t.is(fixed.positions.length, 100 * 2 * 3 * (1 + 3));
  t.deepEqual(fixed, await seededChains('fixed'));
  // Adaptation uses exp, log and powers. With the functions of the engine, their last bits would differ.
  for (const kind of ['adaptive', 'angles', 'directions'] as const)
    t.deepEqual(await there(kind), await seededChains(kind), kind);
});
