import type { MemorySource } from '@epsie/analysis';
import {
  acceptance,
  autocorrelation,
  corner,
  density,
  dimension,
  essGrowth,
  type Figure,
  intervals,
  type MemorySources,
  rank,
  trace,
} from '@epsie/plots';
import * as prior from '@epsie/priors';
import test from 'ava';
import { gaussian, sourceOf } from './helpers/source.ts';
import { gaussians, HARD, hard } from './helpers/sources.ts';
import { all, type Element, labels, parse } from './helpers/svg.ts';

const panels = (svg: string): Element[] =>
  all(parse(svg), 'g').filter(({ attributes }) => attributes['class'] === 'panel');
const marks = (element: Element, color: string): Element[] =>
  ['path', 'rect', 'line', 'circle']
    .flatMap((name) => all(element, name))
    .filter(({ attributes }) => attributes['class']?.split(' ').includes(color));

test('a trace has a panel for each parameter, with a line for each chain, and names both', (t) => {
  const { svg } = trace(gaussians(3, 4));
  t.is(panels(svg).length, 3);
  for (const panel of panels(svg)) for (const chain of [0, 1, 2, 3]) t.is(marks(panel, `s${chain}`).length, 1);
  for (const label of ['x0', 'x1', 'x2', 'chain 0', 'chain 3', 'iteration']) t.true(labels(svg).includes(label), label);
});

test('a trace of many chains names and draws those that stand out, and no others', (t) => {
  const source = sourceOf(
    {
      far: (chain, _, random) => (chain === 40 ? 6 : 0) + random.standardNormal(),
      stuck: (chain, _, random) => (chain === 17 ? 0.5 : random.standardNormal()),
    },
    { chains: 100, length: 300 },
  );
  const { svg } = trace(source);
  t.deepEqual(
    labels(svg).filter((label) => label.startsWith('chain ')),
    ['chain 40', 'chain 17'],
  );
  const [far, stuck] = panels(svg) as [Element, Element];
  t.deepEqual([marks(far, 's1').length, marks(far, 's2').length], [1, 0]);
  t.deepEqual([marks(stuck, 's1').length, marks(stuck, 's2').length], [0, 1]);
  t.is(marks(far, 'f0').length, 1);
});

test('a trace of many chains that agree names none', (t) => {
  t.false(labels(trace(gaussians(2, 50)).svg).some((label) => /^chain \d|stand out/.test(label)));
});

test('a trace of many chains shows that they are in different modes', (t) => {
  const source = sourceOf(
    {
      modes: (chain, _, random) => (chain % 3 === 0 ? 5 : -5) + random.standardNormal(),
      one: (_, __, random) => random.standardNormal(),
    },
    { chains: 100, length: 300 },
  );
  const spans = panels(trace(source).svg).map((panel) =>
    marks(panel, 'axis')
      .filter(({ name }) => name === 'path')
      .map(({ attributes }) => heights(attributes['d'] as string)),
  );
  const meet = (a: readonly number[], b: readonly number[]): boolean =>
    Math.max(...a) > Math.min(...b) && Math.max(...b) > Math.min(...a);
  for (const [i, isApart] of [true, false].entries()) {
    const [least, middle, largest] = spans[i] as [number[], number[], number[]];
    t.true(meet(least, middle));
    t.is(meet(least, largest), !isApart);
  }
});

const heights = (path: string): number[] => [...path.matchAll(/,(-?[\d.]+)/g)].map(([, y]) => Number(y));

test('a parameter without draws has no ticks of values, and a note', (t) => {
  const source = sourceOf({ never: () => Number.NaN, x: gaussian() });
  const figures: readonly ((source: MemorySource, options: { parameters: string }) => Figure)[] = [trace, density];
  for (const figure of figures) {
    t.true(labels(figure(source, { parameters: 'never' }).svg).includes('no draws'));
    t.false(labels(figure(source, { parameters: 'never' }).svg).includes('0.2'));
    t.false(labels(figure(source, { parameters: 'x' }).svg).includes('no draws'));
  }
});

test('burn-in is shaded in a trace, and left out elsewhere', (t) => {
  const source = sourceOf(
    { x: (_, draw, random) => (draw < 100 ? 1000 : 0) + random.standardNormal() },
    { length: 400 },
  );
  t.is(marks(parse(trace(source, { burnIn: 100 }).svg), 'shade').length, 2);
  t.true(labels(density(source).svg).some((label) => Number(label) > 500));
  t.false(labels(density(source, { burnIn: 100 }).svg).some((label) => Number(label) > 500));
});

test('a corner has n (n + 1)/2 panels, two contours for each pair, and the mass that these hold in its legend', (t) => {
  for (const count of [1, 2, 6, 20]) {
    const { svg } = corner(gaussians(count));
    t.is(panels(svg).length, (count * (count + 1)) / 2);
    const contours = all(parse(svg), 'path').filter(({ attributes }) => attributes['class'] === 'f0 s0');
    t.is(contours.length, count * (count - 1));
    t.is(labels(svg).includes('90 %'), count > 1);
    for (let i = 0; i < count; i++) t.true(labels(svg).includes(`x${i}`));
  }
});

test('runs are overlaid in colours that the legend names, and a parameter that one lacks is drawn of the other', (t) => {
  const [first, second] = [gaussians(3), gaussians(2)];
  const figures: readonly ((sources: MemorySources) => Figure)[] = [density, intervals, corner];
  for (const figure of figures) {
    const { svg } = figure({ first, second });
    t.deepEqual(
      labels(svg).filter((label) => label === 'first' || label === 'second'),
      ['first', 'second'],
    );
    t.true(labels(figure([first, second]).svg).includes('run 1'));
    t.is(panels(svg).length, figure === corner ? 6 : 3);
  }
  const [, , last] = panels(density({ first, second }).svg) as Element[];
  t.true(marks(last as Element, 's0').length > 0);
  t.is(marks(last as Element, 's1').length, 0);
});

test('truths and priors are drawn in their panels, and named once', (t) => {
  const source = gaussians(3);
  const options = { truths: { x0: 0.5 }, prior: { x0: prior.normal(0, 3), x1: [1, 2, 3, 4] } };
  for (const figure of [density, corner]) {
    const { svg } = figure(source, options);
    t.is(labels(svg).filter((label) => label === 'truth').length, 1);
    t.is(labels(svg).filter((label) => label === 'prior').length, 1);
  }
  const [first, second, third] = panels(density(source, options).svg) as [Element, Element, Element];
  t.deepEqual(
    [first, second, third].map((panel) => marks(panel, 'rule').length),
    [1, 0, 0],
  );
  const dashed = (panel: Element): number =>
    all(panel, 'path').filter(({ attributes }) => attributes['stroke-dasharray'] !== undefined).length;
  t.deepEqual([first, second, third].map(dashed), [1, 1, 0]);
});

test('a joint prior is drawn from its draws', (t) => {
  const source = sourceOf({ first: gaussian(0.3, 0.1), second: gaussian(0.5, 0.1) });
  const { svg } = corner(source, { prior: prior.dirichlet(2, 2, 2).named('first', 'second') });
  const dashed = all(parse(svg), 'path').filter(({ attributes }) => attributes['stroke-dasharray'] !== undefined);
  t.is(dashed.length, 2 + 2);
});

test('integers have bars, angles continue over the ends of their circle', (t) => {
  const { svg } = density(hard(4), { parameters: ['count', 'phase'] });
  const [count, phase] = panels(svg) as [Element, Element];
  t.is(marks(count, 'f0').filter(({ name }) => name === 'rect').length, 6);
  const path = marks(phase, 's0').find(({ name }) => name === 'path')?.attributes['d'] as string;
  // The curve begins to the left of its panel, which cuts it off.
  const panel = all(phase, 'svg')[0]?.attributes as Record<string, string>;
  t.true(Number(/^M(-?[\d.]+),/.exec(path)?.[1]) < Number(panel['x']));
});

test('chains of one run are overlaid on request, up to six', (t) => {
  t.true(labels(density(gaussians(1, 3), { chains: true }).svg).includes('chain 2'));
  t.throws(() => density(gaussians(1, 7), { chains: true }), {
    message: 'Expected at most 6 chains with `chains: true`, got 7. Use `rank`, which compares any number',
  });
  t.throws(() => density([gaussians(1), gaussians(1)], { chains: true }), {
    message: /Expected one run with `chains: true`, got 2/,
  });
});

test('intervals share an axis where all can be seen on it, and have their own with numbers otherwise', (t) => {
  const shared = labels(intervals(sourceOf({ a: gaussian(0, 1), b: gaussian(3, 2) })).svg);
  const own = labels(intervals(sourceOf({ a: gaussian(0, 1), b: gaussian(1e9, 1e-3), c: gaussian(0, 1e-23) })).svg);
  t.true(shared.includes('0') && shared.includes('5'));
  t.true(
    own.some((label) => /^109 \+ .*\[−0\.00\d+, 0\.00\d+\]$/.test(label)),
    own.join(' | '),
  );
  t.true(
    own.some((label) => label.includes('×10−23')),
    own.join(' | '),
  );
  t.false(own.includes('0'));
  t.true(labels(intervals(sourceOf({ a: gaussian(0, 1), b: gaussian(1e9, 1) }), { axis: 'shared' }).svg).length > 3);
});

test('ranks name a chain that differs and the thinning, and compare the halves of a single chain', (t) => {
  const source = sourceOf({ x: (chain, _, random) => (chain === 9 ? 3 : 0) + random.standardNormal() }, { chains: 20 });
  const found = labels(rank(source, { thin: 3 }).svg);
  t.is(
    found.find((label) => label.startsWith('chain ')),
    'chain 9',
  );
  t.true(found.includes('every 3rd draw'));
  t.true(labels(rank(gaussians(1, 1)).svg).includes('second half'));
});

test('autocorrelations state τ, and effective sizes which of them are undefined', (t) => {
  const found = labels(autocorrelation(hard(3), { parameters: ['x', 'constant'] }).svg);
  t.true(found.some((label) => /^τ = \d/.test(label)));
  t.true(found.includes('undefined'));
  t.true(labels(essGrowth(hard(3), { parameters: 'constant' }).svg).includes('bulk and tails undefined'));
});

test('acceptance has a panel by level where several are recorded', (t) => {
  t.is(panels(acceptance(hard(3)).svg).length, 2);
  t.is(panels(acceptance(gaussians(1)).svg).length, 1);
});

test('the index of a transdimensional proposal is found, and its probabilities are drawn', (t) => {
  const { svg } = dimension(hard(4), { truths: { count: 2 } });
  const [, probabilities] = panels(svg) as [Element, Element];
  t.is(marks(probabilities, 'f0').length, 6);
  t.true(labels(svg).includes('p(count)'));
  t.throws(() => dimension(gaussians(1)), {
    message: /found none. Name the parameter that counts the components: { index: 'k' }/,
  });
  t.throws(() => dimension(gaussians(1), { index: 'x0' }), { message: /Expected `x0` to count components/ });
});

test('markup in names is text', (t) => {
  const source = sourceOf({ '<b>&"x"': gaussian() });
  const figures: readonly ((source: MemorySource) => Figure)[] = [trace, density, intervals, corner];
  for (const figure of figures) t.true(labels(figure(source).svg).some((label) => label.includes('&lt;b&gt;')));
});

test('labels have subscripts and superscripts', (t) => {
  const { svg } = trace(gaussians(1), { labels: { x0: 'M_{f} (M☉^{2})' } });
  t.true(labels(svg).includes('Mf (M☉2)'));
});

for (const [claim, run, message] of [
  [
    'a parameter',
    () => trace(gaussians(1), { parameters: ['y'] }),
    /Expected `parameters` to be names among `x0`, got "y"/,
  ],
  [
    'no parameters',
    () => trace(gaussians(1), { parameters: [] }),
    /Expected `parameters` to be a name or an array of names/,
  ],
  ['a width', () => density(gaussians(1), { width: 20 }), /Expected `width` to be 200 pixels or more, got 20/],
  [
    'a theme',
    () => density(gaussians(1), { theme: 'blue' as never }),
    /Expected `theme` to be 'auto', 'light' or 'dark'/,
  ],
  [
    'a label',
    () => trace(gaussians(1), { labels: { x0: 4 as never } }),
    /Expected the label of `x0` to be a string, got 4/,
  ],
  ['labels', () => trace(gaussians(1), { labels: null as never }), /Expected `labels` to be an object such as/],
  [
    'a truth',
    () => corner(gaussians(1), { truths: { x0: '4' as never } }),
    /Expected the truth of `x0` to be a number, got "4"/,
  ],
  [
    'a prior',
    () => corner(gaussians(1), { prior: { x0: 4 as never } }),
    /Expected `prior.x0` to be a distribution or an array of draws, got 4/,
  ],
  [
    'a probability',
    () => density(gaussians(1), { probability: 94 }),
    /Expected `probability` to be a number above 0 and below 1/,
  ],
  [
    'an axis',
    () => intervals(gaussians(1), { axis: 'log' as never }),
    /Expected `axis` to be 'shared' or 'own', got "log"/,
  ],
  ['a burn-in', () => corner(gaussians(1), { burnIn: 1e6 }), /Expected `burnIn` to be less than 500/],
  ['too many parameters', () => corner(gaussians(21)), /Expected at most 20 parameters, got 21. Name those to show/],
  ['no runs', () => corner({}), /Expected `source` to have 1 to 6 runs, got 0/],
  [
    'what is no run',
    () => corner({ first: 4 as never }),
    /Expected `first` to be a sampler, its `history` or a `Run`, got 4/,
  ],
  [
    'a prior of intervals',
    () => intervals(gaussians(1), { prior: {} } as never),
    /Unknown option `prior` of `intervals`/,
  ],
] as const)
  test(`${claim} that cannot be drawn is an error that names it`, (t) => {
    t.throws(run, { message });
  });

test('every hard parameter is drawn in a corner with every other', (t) => {
  const { svg } = corner(hard(4));
  const count = Object.keys(HARD).length;
  t.is(panels(svg).length, (count * (count + 1)) / 2);
});
