import { openPage } from '@epsie/browser';
import test from 'ava';
import { type Encoded, encodeAll } from './encoded.ts';

test('a browser writes and reads the bytes of Node', async (t) => {
  const page = await openPage(t);
  if (page === undefined) return;
  const there = await page.call<Encoded[]>(new URL('encoded.js', import.meta.url), 'encodeAll');
  const here = await encodeAll();
  t.is(here.length, 3);
  t.true(here.every(({ bytes }) => bytes.length > 20_000));
  for (const [i, { bytes, again, damage }] of here.entries()) {
    t.is(again, bytes);
    t.regex(damage, /^EpsieError: ck\.npz is damaged: checksum mismatch /);
    t.true(there[i]?.bytes === bytes, 'written');
    t.true(there[i]?.again === bytes, 'read and written');
    t.is(there[i]?.damage, damage);
  }
});
