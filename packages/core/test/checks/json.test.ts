import { expectJson } from '@epsie/core/checks';
import test from 'ava';

test('returns what JSON can express', (t) => {
  const value = { list: [1, 'a', null, { deep: true }], empty: {} };
  t.is(expectJson('options', value), value);
});

const wrong: readonly (readonly [unknown, string])[] = [
  [{ mesh: { h: Number.POSITIVE_INFINITY } }, 'options.mesh.h'],
  [{ data: [1, Number.NaN] }, 'options.data[1]'],
  [{ data: new Float64Array(2) }, 'options.data'],
  [{ model: () => 0 }, 'options.model'],
  [undefined, 'options'],
  [1n, 'options'],
];

for (const [value, path] of wrong) {
  test(`refuses what JSON cannot express, and names ${path}: ${typeof value}`, (t) => {
    t.throws(() => expectJson('options', value), {
      instanceOf: TypeError,
      message: (text) => text.startsWith(`Expected \`${path}\` to be data that JSON can express`),
    });
  });
}
