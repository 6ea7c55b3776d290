import { boundedNormal, evaluateLogDensity, normal } from '@epsie/core';
import test from 'ava';
import { firstDifference } from '../helpers/first-difference.ts';
import { goldenNames, readGolden } from '../helpers/golden-json.ts';
import {
  type GoldenBirth,
  type GoldenNested,
  type GoldenProposal,
  goldenBirth,
  goldenProposal,
} from '../helpers/golden-proposals.ts';

type Point = { readonly [parameter: string]: number };

/** Null means NaN: an inactive component. */
type GoldenPoint = { readonly [parameter: string]: number | null };

const toPoint = (golden: GoldenPoint): Point =>
  Object.fromEntries(Object.entries(golden).map(([name, x]) => [name, x ?? Number.NaN]));

/** A file in `test/fixtures/log-density`. */
type LogDensityTable = {
  readonly proposal?: GoldenProposal | GoldenNested;
  readonly birth?: GoldenBirth;
  readonly rows: readonly {
    readonly xi: GoldenPoint;
    readonly givenx: GoldenPoint;
    readonly logpdf: number;
    /** Comment on errors of the reference. */
    readonly logpdf_corrected?: number;
  }[];
};

for (const name of goldenNames('log-density').filter((name) => !name.includes('eigenvector'))) {
  const { proposal, birth, rows } = readGolden<LogDensityTable>('log-density', name);
  test(`${name}: log densities are those of the reference`, (t) => {
    const actual = rows.map(({ xi, givenx }) =>
      birth === undefined
        ? evaluateLogDensity(goldenProposal(proposal as GoldenProposal), toPoint(xi), toPoint(givenx))
        : evaluateLogDensity(goldenBirth(birth), toPoint(xi)),
    );
    const expected = rows.map(({ logpdf, logpdf_corrected }) => logpdf_corrected ?? logpdf);
    t.true(expected.length > 0);
    t.is(firstDifference(actual, expected, 1e-9), undefined);
  });
}

test('normal: a jump of a million standard deviations has a finite density', (t) => {
  const logDensity = evaluateLogDensity(normal('x', { covariance: 1e-6 }), { x: 1e3 }, { x: 0 });
  t.is(firstDifference(logDensity, -0.5e12 - Math.log(1e-3) - 0.5 * Math.log(2 * Math.PI), 1e-9), undefined);
});

const UNIT_BOUNDS = { x: [0, 1] } as const;

test('boundedNormal: a jump across the box of a million standard deviations has a finite density', (t) => {
  const proposal = boundedNormal('x', { bounds: UNIT_BOUNDS, covariance: 1e-12 });
  const half = Math.log(0.5);
  const expected = -0.5e12 - Math.log(1e-6) - 0.5 * Math.log(2 * Math.PI) - half;
  t.is(firstDifference(evaluateLogDensity(proposal, { x: 1 }, { x: 0 }), expected, 1e-9), undefined);
});

test('boundedNormal: a width of a million boxes has a flat density', (t) => {
  const proposal = boundedNormal('x', { bounds: UNIT_BOUNDS, covariance: 1e12 });
  for (const x of [0, 0.3, 1]) t.true(Math.abs(evaluateLogDensity(proposal, { x }, { x: 0.5 })) < 1e-9);
});

for (const from of [-40, -8, 0, 0.5, 1, 9, 41]) {
  test(`boundedNormal: the density around ${from} integrates to one over the bounds`, (t) => {
    const proposal = boundedNormal('x', { bounds: UNIT_BOUNDS });
    const n = 20000;
    let sum = 0;
    for (let i = 0; i <= n; i++) {
      const weight = i === 0 || i === n ? 0.5 : 1;
      sum += (weight / n) * Math.exp(evaluateLogDensity(proposal, { x: i / n }, { x: from }));
    }
    t.true(Math.abs(sum - 1) < 1e-6, String(sum));
  });
}

test('boundedNormal: the log density is −Infinity outside the bounds', (t) => {
  const proposal = boundedNormal('x', { bounds: UNIT_BOUNDS });
  t.is(evaluateLogDensity(proposal, { x: 1 + Number.EPSILON }, { x: 0.5 }), Number.NEGATIVE_INFINITY);
});
