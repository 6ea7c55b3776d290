// Figures of levels: their marks, and the numbers that they show.
import { evidence, indexProcess as followed, tempering } from '@epsie/analysis';
import { indexProcess, ladder, logLikelihoodByBeta, swaps } from '@epsie/plots';
import test from 'ava';
import { legsOf, roundTripsOf } from '#src/numbers/travels.js';
import { areaOf } from '#src/reading/log-likelihood-levels.js';
import { betaAxis } from '#src/scales/beta-axis.js';
import { rounded } from '#src/scales/rounded.js';
import { tempered } from './helpers/sources.ts';
import { all, type Element, labels, parse } from './helpers/svg.ts';

const panels = (svg: string): Element[] =>
  all(parse(svg), 'g').filter(({ attributes }) => attributes['class'] === 'panel');
const marks = (element: Element, name: string, color: string): Element[] =>
  all(element, name).filter(({ attributes }) => attributes['class'] === color);

test('a fixed ladder has a level line for each level, of 2 levels and of 20, of 1 chain and of 40', (t) => {
  for (const [levels, chains] of [
    [2, 1],
    [20, 1],
    [20, 40],
  ] as const) {
    const { svg, description } = ladder(tempered(levels, chains, 50));
    const lines = marks(panels(svg)[0] as Element, 'path', 's0');
    t.is(lines.length, levels);
    const heights = lines.map(({ attributes }) =>
      /^M[-\d.]+,([-\d.]+)L[-\d.]+,([-\d.]+)$/.exec(attributes['d'] as string),
    );
    t.true(heights.every((found) => found !== null && found[1] === found[2]));
    t.is(new Set(heights.map((found) => found?.[1])).size, levels);
    t.true(labels(svg).includes('fixed') && labels(svg).includes('0') && labels(svg).includes('1'));
    t.regex(description, new RegExp(`of ${levels} levels .*: a fixed ladder, β from 1 to 0$`));
  }
});

test('a ladder that each chain has of its own is drawn chain by chain, and shared ones once', (t) => {
  const source = tempered(3, 4, 50);
  const own = {
    ...source,
    betas: ({ chain, temperature = 0, thin = 1 }: { chain: number; temperature?: number; thin?: number }) =>
      Float64Array.from({ length: Math.ceil(50 / thin) }, (_, i) => 1 / (1 + temperature * (1 + chain + i))),
  };
  const { svg } = ladder(own as typeof source, { burnIn: 10 });
  const [panel] = panels(svg) as [Element];
  t.deepEqual(
    [0, 1, 2, 3].map((chain) => marks(panel, 'path', `s${chain}`).length),
    [3, 3, 3, 3],
  );
  t.true(['chain 0', 'chain 3', 'burn-in'].every((label) => labels(svg).includes(label)));
  t.false(labels(svg).includes('fixed'));
  t.is(marks(panels(ladder(source).svg)[0] as Element, 'path', 's1').length, 0);
});

test('positions on the axis of β are logarithms, with 0 below the lowest one, and at most a tick for each decade', (t) => {
  const { positionOf, domain, ticks } = betaAxis([1, 0.1, 0.001, 0]);
  t.deepEqual([1, 0.1, 0.001].map(positionOf), [0, -1, -3]);
  t.true(positionOf(0) < -3 && positionOf(0) > domain[0]);
  t.true(positionOf(0.0005) > positionOf(0) && positionOf(0.0005) < -3);
  t.deepEqual(ticks.labels, ['0', '0.001', '0.01', '0.1', '1']);
  t.deepEqual(betaAxis([1, 1e-12]).ticks.labels.slice(0, 1), ['10^{−12}']);
  t.true(betaAxis([1, 1e-12]).ticks.labels.length <= 6);
  for (const betas of [[1], [1, 0], [1, 0.9], [1, 0.3], [1, 0.05, 0]])
    t.true(betaAxis(betas).ticks.at.length >= 2 || betas.length === 1);
});

test('swaps have a bar for each pair, as high as its rejection, the mean, and a dot for each level', (t) => {
  for (const levels of [2, 20]) {
    const source = tempered(levels);
    const { svg } = swaps(source, { burnIn: 100 });
    const report = tempering(source as never, { burnIn: 100 });
    const [pairs, barrier] = panels(svg) as [Element, Element];
    const bars = marks(pairs, 'rect', 'f0');
    t.is(bars.length, levels - 1);
    const box = all(pairs, 'svg')[0]?.attributes as Record<string, string>;
    for (const [k, { attributes }] of bars.entries())
      t.true(
        Math.abs(Number(attributes['height']) / Number(box['height']) - (report.rows[k]?.rejection as number)) < 1e-3,
      );
    t.is(marks(barrier, 'circle', 'f0').length, levels);
    t.true(labels(svg).includes(`Λ = ${rounded(report.barrier)}`));
    t.is(rounded(report.barrier), rounded(0.2 * (levels - 1)));
  }
});

test('a pair that was never tried is named instead of drawn', (t) => {
  const source = tempered(3, 2, 40);
  const untried = {
    ...source,
    swaps: (...args: Parameters<NonNullable<typeof source.swaps>>) =>
      args[0] === 'ratio'
        ? new Float64Array((args[1].to ?? 40) - (args[1].from ?? 0)).fill(Number.NaN)
        : source.swaps?.(...args),
  };
  t.true(labels(swaps(untried as typeof source).svg).includes('2 pairs never tried'));
});

test('paths of replicas are those of the analysis, in a colour for each way', (t) => {
  for (const [levels, chains, shown] of [
    [2, 1, 2],
    [20, 40, 4],
  ] as const) {
    const source = tempered(levels, chains);
    const { svg } = indexProcess(source, { chain: chains - 1, sweeps: 100 });
    const found = panels(svg);
    t.is(found.length, shown);
    const process = followed(source as never, { chain: chains - 1 });
    const trips = roundTripsOf(process.levels.at(-1) as Int32Array, levels - 1);
    t.true(labels(svg).includes(`level of replica ${levels - 1}`));
    t.true(labels(svg).includes(`${trips} round ${trips === 1 ? 'trip' : 'trips'} in all`));
    t.true(labels(svg).includes(`last 100 of 400 sweeps of chain ${chains - 1}`));
    t.true(found.every((panel) => ['s0', 's1', 'axis'].some((color) => marks(panel, 'path', color).length > 0)));
  }
});

test('legs of a path begin where it arrives at an end, and a round trip leads to the hottest level and back', (t) => {
  const path = Int32Array.of(1, 0, 1, 2, 1, 0, 0, 2, 0);
  t.deepEqual(legsOf(path, 2), [
    { since: 'neither', from: 0, to: 1 },
    { since: 'coldest', from: 1, to: 3 },
    { since: 'hottest', from: 3, to: 5 },
    { since: 'coldest', from: 5, to: 7 },
    { since: 'hottest', from: 7, to: 8 },
    { since: 'coldest', from: 8, to: 8 },
  ]);
  t.is(roundTripsOf(path, 2), 2);
  t.is(roundTripsOf(Int32Array.of(2, 1, 0, 1), 2), 0);
  t.is(roundTripsOf(Int32Array.of(1, 1), 2), 0);
});

test('the area of the log likelihoods is the evidence by thermodynamic integration', (t) => {
  for (const levels of [2, 20]) {
    const source = tempered(levels);
    const { byMethod } = evidence(source as never, { burnIn: 50 });
    const { svg, description } = logLikelihoodByBeta(source, { burnIn: 50 });
    const area = rounded(byMethod.thermodynamicIntegration.logEvidence);
    t.true(labels(svg).includes(`area ${area}`));
    t.true(description.endsWith(area));
    const [linear, logarithmic] = panels(svg) as [Element, Element];
    t.is(marks(linear, 'circle', 'f0').length, levels);
    // β = 0 is not on the logarithmic axis.
    t.is(marks(logarithmic, 'circle', 'f0').length, levels - 1);
  }
  t.is(
    areaOf([
      { beta: 0, mean: -4, low: 0, high: 0 },
      { beta: 1, mean: -2, low: 0, high: 0 },
    ]),
    -3,
  );
});

test('a log likelihood of −∞ at β = 0 leaves a gap, and the area is −∞', (t) => {
  const source = tempered(4, 2, 30);
  const infinite = {
    ...source,
    draws: (...[name, selection]: Parameters<typeof source.draws>) => {
      const found = source.draws(name, selection).slice();
      if (name === 'logLikelihood' && selection.temperature === 3) found[0] = Number.NEGATIVE_INFINITY;
      return found;
    },
  };
  const { svg } = logLikelihoodByBeta(infinite as typeof source);
  t.is(marks(panels(svg)[0] as Element, 'circle', 'f0').length, 3);
  t.true(labels(svg).includes('area −∞'));
});

for (const [claim, run, message] of [
  ['a chain', () => indexProcess(tempered(3), { chain: 4 }), /Expected `chain` to be an integer from 0 to 3, got 4/],
  [
    'a number of sweeps',
    () => indexProcess(tempered(3), { sweeps: 0 }),
    /Expected `sweeps` to be an integer from 1 up, got 0/,
  ],
  ['labels', () => ladder(tempered(3), { labels: {} } as never), /Unknown option `labels` of `ladder`/],
  ['a burn-in', () => swaps(tempered(3), { burnIn: 400 }), /burnIn|iteration 400/],
] as const)
  test(`${claim} that a figure of levels does not have is an error that names it`, (t) => {
    t.throws(run, { message });
  });
