import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { parseJson, writeNumber } from '#src/protocol/json.js';

const words: readonly (readonly [string, number])[] = [
  ['-inf', -Infinity],
  ['-Infinity', -Infinity],
  ['inf', Infinity],
  ['+inf', Infinity],
  ['Infinity', Infinity],
  ['-INF', -Infinity],
  ['NaN', NaN],
  ['nan', NaN],
  ['-nan', NaN],
];

for (const [word, value] of words) {
  test(`reads ${word} as a number`, (t) => {
    t.deepEqual(parseJson(`{"output": [[${word}, 1], [${word}]]}`), { output: [[value, 1], [value]] });
    t.is(parseJson(word), value);
  });
}

test('leaves words within texts as they are', (t) => {
  const value = { inf: 'NaN, -inf', 'a "nan" \\': ['Infinity', '\\"inf'], n: NaN };
  const json = JSON.stringify(value).replace('null', 'NaN');
  t.deepEqual(parseJson(json), value);
});

for (const wrong of [
  '',
  '1inf',
  '1-inf',
  '-',
  '--inf',
  '1.inf',
  'infx',
  'NaN1',
  '[inf',
  '{"a" inf}',
  'info',
  '"a NaN',
  '[1 NaN]',
  'in f',
]) {
  test(`rejects ${JSON.stringify(wrong)}`, (t) => {
    t.throws(() => parseJson(wrong), { instanceOf: SyntaxError });
  });
}

testProp('returns the value of any JSON text', [fc.json()], (t, text) => {
  t.deepEqual(parseJson(text), JSON.parse(text));
});

// Words in place of some numbers; texts that contain words, quotes and backslashes.
const tricky = fc
  .array(fc.constantFrom('inf', '-inf', 'NaN', '"', '\\', ',', '[', 'x', '\n', 'N'))
  .map((parts) => parts.join(''));
const number = fc.oneof(fc.double(), fc.constantFrom(Infinity, -Infinity, NaN));
const { value: tree } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    number,
    tricky,
    fc.constantFrom(null, true),
    fc.array(tie('value')),
    fc.dictionary(
      tricky.filter((key) => key !== '__proto__'),
      tie('value'),
    ),
  ),
}));

const write = (value: unknown): string => {
  if (typeof value === 'number')
    return Number.isFinite(value) ? writeNumber(value) : String(value).replace('Infinity', 'inf');
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${write(item)}`)
    .join(', ')}}`;
};

testProp('returns any value that is written with bare words', [tree], (t, value) => {
  t.deepEqual(parseJson(write(value)), value);
});

testProp('accepts no text that is not JSON up to its words', [tricky], (t, text) => {
  const accepts = (parse: (text: string) => unknown): boolean => {
    try {
      parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const alone = /^[+-]?(inf|nan)$/i.test(text.trim());
  if (!alone && !/[[\]"]/.test(text)) t.is(accepts(parseJson), accepts(JSON.parse));
  else t.pass();
});

testProp(
  'writes a number that JSON reads as the same double',
  [fc.double({ noNaN: true, noDefaultInfinity: true })],
  (t, value) => {
    t.true(Object.is(JSON.parse(writeNumber(value)), value));
    t.regex(writeNumber(value), /[.e]/, 'no integer, in languages that have them');
  },
);
