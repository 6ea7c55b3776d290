import { summary } from '@epsie/analysis';
import { boundedDiscrete, createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import { memory } from './sources.ts';

function normals(seed: number, of: (z: number) => number): number[][] {
  const random = new Random(createBitGenerator(seed));
  return Array.from({ length: 4 }, () => Array.from({ length: 1000 }, () => of(random.standardNormal())));
}

const constant = (x: number): number[][] => Array(4).fill(Array(1000).fill(x));

test('the table is aligned, and rounded to the digit of twice the standard error', (t) => {
  const source = memory({
    x: normals(7, (z) => z),
    rate: normals(8, (z) => 1000 + 200 * z),
    fixed: constant(3),
  });
  t.is(
    String(summary(source, { probability: 0.9 })),
    [
      'parameter   mean    sd  median  90% lower  upper  MCSE mean  MCSE sd  ESS bulk  ESS tail     R̂',
      'x          -0.02  0.99   -0.04      -1.65   1.59      0.016    0.011      3820      3919  1.00',
      'rate        1000   204     999        663   1334        3.2      2.3      4088      3425  1.00',
      'fixed          3     0       3          3      3        NaN      NaN       NaN       NaN   NaN',
      'fixed: all draws are 3',
    ].join('\n'),
  );
});

test('all scales, offsets and names of 40 characters are aligned, with the digits that they need', (t) => {
  const source = memory(
    {
      strain: normals(1, (z) => 1e-23 * (1 + z)),
      distance: normals(2, (z) => 4e8 + 1e7 * z),
      big: normals(3, (z) => 1e25 * z),
      offset: normals(4, (z) => 1e9 + 1e-3 * z),
      tight: normals(5, (z) => 1 + 1e-12 * z),
      a_very_long_name_of_forty_characters_in_: normals(6, (z) => z),
      k: normals(7, (z) => Math.round(z)),
      coin: normals(8, (z) => (z > 0 ? 1 : 0)),
    },
    [boundedDiscrete('k', { bounds: { k: [-9, 9] } })],
  );
  t.is(String(summary(source, { probability: 0.9 })), EXTREMES);
});

const EXTREMES = [
  'parameter                                             mean        sd            median         90% lower             upper  MCSE mean   MCSE sd  ESS bulk  ESS tail     R̂',
  'strain                                             9.9e-24  1.00e-23           9.9e-24          -5.9e-24          2.69e-23    1.6e-25   1.2e-25      4039      3404  1.00',
  'distance                                         399900000  10000000         400000000         382600000         415300000     160000    110000      4162      3931  1.00',
  'big                                                  1e+23  1.00e+25             2e+23         -1.72e+25          1.54e+25    1.6e+23   1.1e+23      3852      4039  1.00',
  'offset                                    1000000000.00000   0.00100  1000000000.00001   999999999.99843  1000000000.00168   0.000016  0.000012      3946      3853  1.00',
  'tight                                     1.00000000000003   1.0e-12  1.00000000000005  0.99999999999829  1.00000000000161    1.6e-14   1.1e-14      3788      3849  1.00',
  'a_very_long_name_of_forty_characters_in_              0.03      1.00              0.03             -1.60              1.69      0.016     0.011      3777      3663  1.00',
  'k                                                    -0.01      1.03                 0                -2                 1      0.017     0.011      3795      4065  1.00',
  'coin                                                  0.50   0.50005              0.00              0.00              1.00     0.0076  0.000049      4331       NaN  1.00',
  'coin: ESS tail is undefined, as no draw is above the quantile 0.95',
].join('\n');

test('one row and none are tables too', (t) => {
  t.is(String(summary(memory({ x: constant(1) }))).split('\n').length, 3);
  t.is(String(summary(memory({ x: constant(1) }), { parameters: [] })).split('\n').length, 1);
});
