import { testProp } from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import { chunkShape, chunksOf, sizeOf } from '#src/export/netcdf/chunks.js';

test('blocks take the last dimensions first, in about equal parts', (t) => {
  t.deepEqual(chunkShape([4, 3, 10], 1000), [4, 3, 10]);
  t.deepEqual(chunkShape([4, 3, 10], 60), [2, 3, 10]);
  t.deepEqual(chunkShape([4, 3, 10], 29), [1, 2, 10]);
  t.deepEqual(chunkShape([4, 3, 10], 9), [1, 1, 5]);
  t.deepEqual(chunkShape([4, 3, 10], 1), [1, 1, 1]);
});

const SHAPE = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 });

testProp(
  'blocks cover an array once, and none is too large',
  [SHAPE, fc.integer({ min: 1, max: 60 })],
  (t, shape, most) => {
    const places = new Set<string>();
    let total = 0;
    for (const { offset, count } of chunksOf(shape, chunkShape(shape, most))) {
      t.true(sizeOf(count) <= most);
      total += sizeOf(count);
      for (const { offset: place } of chunksOf(
        count,
        count.map(() => 1),
      )) {
        const indices = place.map((index, i) => index + (offset[i] as number));
        t.true(indices.every((index, i) => index < (shape[i] as number)));
        places.add(String(indices));
      }
    }
    t.is(total, sizeOf(shape));
    t.is(places.size, total);
  },
);
