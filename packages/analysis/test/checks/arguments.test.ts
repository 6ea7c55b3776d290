import * as analysis from '@epsie/analysis';
import test from 'ava';
import { memory } from '../summary/sources.ts';

const { essQuantile, hdi, quantile, rHat, rHatNested } = analysis;
const { rHatBasic, essBulk, essTail, essMean, essSd, essMedian, mcseMean, mcseSd, mcseMedian } = analysis;
const ofChains = { rHat, rHatBasic, essBulk, essTail, essMean, essSd, essMedian, mcseMean, mcseSd, mcseMedian };

test('draws that are no chains are refused', (t) => {
  for (const of of Object.values(ofChains)) {
    t.throws(() => of(4 as never), { instanceOf: TypeError, message: /`chains`.*an array of chains/ });
    t.throws(() => of([1, 2] as never), { instanceOf: TypeError, message: /`chains\[0\]`/ });
    t.throws(() => of([[1], ['2']] as never), { instanceOf: TypeError, message: /`chains\[1\]\[0\]`/ });
    t.throws(() => of([[1, 2], [3]]), { instanceOf: RangeError, message: /`chains\[1\].length`/ });
  }
  t.throws(() => rHat([1, 2] as never), {
    message: 'Expected `chains[0]` to be an array of numbers, got 1. Pass a single chain as `[chain]`',
  });
  t.throws(() => rHat([[1, 2], [3]]), {
    message:
      'Expected `chains[1].length` to be 2, that of `chains[0]`, got 1. Leave out the first draws of the longer chains',
  });
  t.throws(() => analysis.autocorrelation(4 as never), { instanceOf: TypeError, message: /`chain`/ });
  t.throws(() => rHat([new BigInt64Array(4)] as never), { instanceOf: TypeError });
});

test('probabilities outside of 0 to 1 are refused', (t) => {
  for (const of of [quantile, essQuantile, analysis.mcseQuantile, hdi]) {
    t.throws(() => of([[1, 2]], 1.5), { instanceOf: RangeError, message: /from 0 to 1/ });
    t.throws(() => of([[1, 2]], 90), { instanceOf: RangeError, message: /got 90\. Write 0\.9 for 90 %$/ });
    t.throws(() => of([[1, 2]], Number.NaN), { instanceOf: RangeError });
    t.throws(() => of([[1, 2]], '0.5' as never), { instanceOf: TypeError });
  }
});

test('superchains need a label per chain', (t) => {
  t.throws(() => rHatNested([[1], [2]], [0]), { instanceOf: RangeError, message: /`superchains.length`/ });
  t.throws(() => rHatNested([[1], [2]], 2 as never), { instanceOf: TypeError, message: /`superchains`/ });
});

test('short, empty, constant and infinite chains are NaN', (t) => {
  const odd = [
    [],
    [[]],
    [[1]],
    [[1], [2]],
    [[3, 3, 3, 3, 3, 3, 3, 3]],
    [
      [0.1, 0.1, 0.1],
      [0.1, 0.1, 0.1],
    ],
  ];
  for (const chains of [...odd, [Array(20).fill(Number.POSITIVE_INFINITY)], [Array(20).fill(Number.NaN)]])
    for (const [name, of] of Object.entries(ofChains))
      t.is(of(chains), Number.NaN, `${name} of ${JSON.stringify(chains)}`);
  t.deepEqual(hdi([], 0.9), [Number.NaN, Number.NaN]);
  t.is(quantile([], 0.5), Number.NaN);
  t.deepEqual(analysis.autocorrelationTime([]), { tau: Number.NaN, reliable: false, lengthInTau: Number.NaN });
});

test('constant chains that differ have an infinite R̂, at any values', (t) => {
  for (const [a, b] of [
    [0.1, 0.3],
    [1, 2],
    [1e-21, 3e-21],
    [1e9 + 0.1, 1e9 + 0.3],
  ] as const) {
    t.is(rHat([Array(11).fill(a), Array(11).fill(b)]), Number.POSITIVE_INFINITY);
  }
});

test('the distances of two values that are equally frequent from their median do not make R̂ undefined', (t) => {
  const chain = Array.from({ length: 40 }, (_, i) => Math.floor(i / 2) % 2);
  const chains = [chain, chain.toReversed()];
  const ofRanks = rHatBasic(chains); // The z-scores of two values are a linear function of them.
  t.true(Math.abs(rHat(chains) - ofRanks) < 1e-12);
  t.is(analysis.summary(memory({ x: chains })).rows[0]?.rHat, rHat(chains));
});

test('typed arrays and mixed lists of chains give the numbers of arrays, and are not changed', (t) => {
  const chain = Array.from({ length: 40 }, (_, i) => Math.fround(Math.sin(i * i)));
  const typed = [Float64Array.from(chain), Float32Array.from(chain).reverse()];
  const copy = typed.map((x) => Array.from(x));
  for (const of of Object.values(ofChains)) t.is(of(typed), of(copy));
  t.deepEqual(
    typed.map((x) => Array.from(x)),
    copy,
  );
  t.deepEqual(hdi(typed, 0.8), hdi(copy, 0.8));
});
