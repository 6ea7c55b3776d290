// Reports: their content, also of runs on disk, and that they are one file that needs nothing else.
import { diagnose, summary } from '@epsie/analysis';
import { figureKinds, type Report, report } from '@epsie/plots';
import test from 'ava';
import { leastConverged } from '#src/report/choice.js';
import { sharedSource } from '#src/report/shared-source.js';
import { onDisk, sourceOf, walk } from './helpers/source.ts';
import { gaussians, hard, tempered } from './helpers/sources.ts';
import { all, type Element, parse, textOf } from './helpers/svg.ts';

const pageOf = ({ html }: Report): Element => {
  const [doctype, markup] = [html.slice(0, 16), html.slice(16)];
  if (doctype !== '<!doctype html>\n') throw new Error(doctype);
  return parse(markup.trim());
};
const headings = (page: Element, level: 1 | 2 | 3): string[] => all(page, `h${level}`).map(textOf);

test('a report has the verdict first, then summary, figures and what was run', (t) => {
  const source = Object.assign(gaussians(3), { seed: 7n, directory: '/data/gaussians.run/' });
  const found = report(source, { burnIn: 100 });
  const page = pageOf(found);
  t.deepEqual(headings(page, 1), ['Report of gaussians.run']);
  t.deepEqual(headings(page, 2), ['Verdict', 'Summary', 'Posterior', 'Convergence', 'What was run']);
  t.deepEqual(headings(page, 3), ['Intervals', 'Pairs of parameters', 'Traces', 'Ranks', 'Acceptance']);
  t.is(found.ok, diagnose(source, { burnIn: 100 }).ok);
  t.true(found.html.includes('Nothing speaks against the draws') === found.ok);
  const [table] = all(page, 'table') as [Element];
  const cells = all(table, 'tr').map((row) => row.children.map(textOf));
  t.deepEqual(cells, summary(source, { burnIn: 100 }).cells());
  const facts = Object.fromEntries(all(page, 'dl')[0]?.children.map((row) => row.children.map(textOf)) ?? []);
  t.is(facts['seed'], '7');
  t.is(facts['directory'], '/data/gaussians.run/');
  t.is(facts['burn-in'], '100 iterations were left out');
});

test('findings are in the report as diagnose states them', (t) => {
  const source = sourceOf({ x: (chain, _, random) => 5 * chain + random.standardNormal() }, { length: 300 });
  const { html, ok } = report(source);
  const { findings } = diagnose(source);
  t.false(ok);
  t.true(html.includes('Do not believe the draws yet'));
  t.is(html.split('<li>').length - 1, findings.length);
  t.true(html.includes('The chains disagree about <code>x</code>'));
});

test('a tempered report has evidence and tempering with their figures; a ladder that is fixed is left out', (t) => {
  const page = pageOf(report(tempered(5), { burnIn: 50 }));
  t.deepEqual(headings(page, 2), [
    'Verdict',
    'Summary',
    'Posterior',
    'Convergence',
    'Evidence',
    'Tempering',
    'What was run',
  ]);
  t.deepEqual(headings(page, 3).slice(-3), ['Integrand of the evidence', 'Swaps', 'Paths of replicas']);
});

test('what a run lacks the data for is stated with the reason', (t) => {
  const source = tempered(3);
  const variables = source.variables.filter(({ name }) => name !== 'logLikelihood');
  const { html } = report({ ...source, variables });
  t.true(html.includes('Not available: Expected <code>source</code> to have log likelihoods, got none.'));
});

test('reports are the same of a run on disk, as a promise', async (t) => {
  for (const source of [hard(3, 100), tempered(4)]) {
    const promise = report(onDisk(source), { burnIn: 20 });
    t.true(promise instanceof Promise);
    t.is((await promise).html, report(source, { burnIn: 20 }).html);
  }
});

test('errors of a run on disk reject the promise, those of options are thrown', async (t) => {
  const source = onDisk(gaussians(2));
  const broken = { ...source, draws: () => Promise.reject(new Error('damaged')) };
  await t.throwsAsync(report(broken as typeof source), { message: 'damaged' });
  t.throws(() => report(source, { burnIn: -1 }), { message: /burnIn/ });
});

test('a report is well-formed, without scripts, and names no other file', (t) => {
  for (const chains of [1, 4, 280]) {
    const made = report(hard(chains), { title: '<b>"Title" & more</b>', truths: { x: 0 }, labels: { x: 'x_{<i>}' } });
    const page = pageOf(made);
    t.deepEqual(headings(page, 1), ['&lt;b&gt;&quot;Title&quot; &amp; more&lt;/b&gt;']);
    t.notRegex(made.html, /https?:|<script|<link|<img|@import|url\(|src=/);
    t.true(
      all(page, 'svg')
        .filter(({ attributes }) => attributes['role'] === 'img')
        .every(({ attributes }) => (attributes['aria-label'] ?? '') !== ''),
    );
  }
});

test('a report of 15 parameters and 280 chains has less than a megabyte', (t) => {
  const laws = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`parameter_${i}`, walk(0.8)]));
  const { html } = report(sourceOf(laws, { chains: 280, length: 500 }), { burnIn: 100 });
  t.true(html.length > 100_000 && Buffer.byteLength(html) < 1_000_000, String(html.length));
});

test('figures are those that were asked for, of the parameters that were asked for', (t) => {
  const page = pageOf(report(gaussians(4), { figures: ['density', 'essGrowth'], parameters: ['x1', 'x3'] }));
  t.deepEqual(headings(page, 3), ['Densities', 'Effective sample sizes']);
  const [table] = all(page, 'table') as [Element];
  t.deepEqual(
    all(table, 'tr').map((row) => textOf(row.children[0] as Element)),
    ['parameter', 'x1', 'x3'],
  );
  for (const kind of Object.keys(figureKinds) as (keyof typeof figureKinds)[])
    t.is(headings(pageOf(report(hard(2, 60), { figures: [kind] })), 3).length, 1, kind);
});

test('traces are of the parameters with the largest R̂, and the first of all are those without', (t) => {
  const rows = [1, 1.5, Number.NaN, 1.1, 1.01, 1.2, 1.3, 1.02].map((rHat, i) => ({ parameter: `x${i}`, rHat }));
  t.deepEqual(leastConverged(rows as never), ['x1', 'x2', 'x3', 'x5', 'x6', 'x7']);
});

test('large runs are thinned, which the report states; each column is read once', (t) => {
  const source = sourceOf({ x: walk(0.5), y: walk(0.5) }, { chains: 4, length: 60_000 });
  const reads = new Map<string, number>();
  const counted = {
    ...source,
    draws: (...[name, selection]: Parameters<typeof source.draws>) => {
      const key = `${name} ${selection.chain}`;
      reads.set(key, (reads.get(key) ?? 0) + 1);
      return source.draws(name, selection);
    },
  };
  const { html } = report(counted, { figures: ['trace', 'corner', 'intervals', 'acceptance'] });
  t.true(html.includes('one draw in 3: 20000 of 60000 draws of each chain'));
  t.deepEqual(new Set(reads.values()), new Set([1]));
});

test('a shared source has the draws and iterations of every n-th draw', (t) => {
  const draws = sourceOf({ x: (_, draw) => draw }, { chains: 10, length: 25_000, each: 2 });
  const { source, thin } = sharedSource({ draws, configuration: undefined }, 0);
  t.is(thin, 3);
  t.is(source.length, 8334);
  t.is(source.iterationOfDraw(2), draws.iterationOfDraw(6));
  const selected = source.draws('x', { chain: 1, from: 2, to: 9, thin: 3 }) as Float64Array;
  t.deepEqual([...selected], [6, 15, 24]);
  t.deepEqual([...(source.draws('x', { chain: 1, burnIn: 49_980, thin: 2 }) as Float64Array)], [24_990, 24_996]);
});

test('notebooks show a report in a frame', (t) => {
  const made = report(gaussians(1));
  const display = (made as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for('Jupyter.display')];
  const shown = display?.call(made);
  t.regex(shown?.['text/html'] ?? '', /^<iframe title="Report of a sampler" srcdoc="&lt;!doctype html&gt;/);
  t.is(String(made), made.html);
});

for (const [claim, run, message] of [
  ['an option', () => report(gaussians(1), { theme: 'dark' } as never), /Unknown option `theme` of `report`/],
  [
    'a figure',
    () => report(gaussians(1), { figures: ['traces' as never] }),
    /Expected `figures` to be names among .*got "traces"\. Did you mean `trace`\?/,
  ],
  [
    'figures',
    () => report(gaussians(1), { figures: 'trace' as never }),
    /Expected `figures` to be an array of names such as/,
  ],
  ['a figure without data', () => report(gaussians(1), { figures: ['swaps'] }), /at least two temperatures, got 1/],
  ['a parameter', () => report(gaussians(1), { parameters: 'y' }), /Expected `parameters` to be names among `x0`/],
  ['a title', () => report(gaussians(1), { title: 4 as never }), /Expected `title` to be a string, got 4/],
  ['no draws', () => report(gaussians(1, 2, 0)), /to have draws, got none\. Sample first/],
  ['a burn-in of everything', () => report(gaussians(1), { burnIn: 500 }), /Expected `burnIn` to be less than 500/],
  ['what is no source', () => report(4 as never), /Expected `source` to be a sampler/],
] as const)
  test(`${claim} that a report cannot have is an error that names it`, (t) => {
    t.throws(run, { message });
  });
