// How notebooks show results: by a method of the object, which returns its forms by type.
import { diagnose, evidence, summary, tempering } from '@epsie/analysis';
import { betaLadder, ParallelTemperedSampler } from '@epsie/core';
import { normal } from '@epsie/priors';
import test from 'ava';

const sampler = new ParallelTemperedSampler({
  model: { prior: { x: normal(0, 4) }, logLikelihood: ({ x }) => -0.5 * x * x },
  chains: 3,
  betas: betaLadder(4, 20),
  seed: 1,
});
await sampler.start();
await sampler.run(200);

type Forms = { readonly 'text/plain': string; readonly 'text/html': string };

function formsOf(result: object): Forms {
  const method = (result as { readonly [name: symbol]: unknown })[Symbol.for('Jupyter.display')];
  return (method as () => Forms).call(result);
}

const cellsOf = (html: string, tag: string): string[] =>
  [...html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'g'))].map(([, text]) => text as string);

test('a summary and a report of the tempering are shown as their tables', (t) => {
  for (const [result, head, rows] of [
    [summary(sampler), 'parameter', 1],
    [tempering(sampler), 'level', 4],
  ] as const) {
    const { 'text/plain': plain, 'text/html': html } = formsOf(result);
    t.is(plain, String(result));
    const heads = cellsOf(html, 'th');
    t.is(heads[0], head);
    t.is(cellsOf(html, 'td').length, rows * heads.length);
    for (const text of [...heads, ...cellsOf(html, 'td'), ...cellsOf(html, 'p')]) t.true(plain.includes(text), text);
  }
});

test('an evidence is shown by all methods, with its warnings', (t) => {
  const result = evidence(sampler);
  const { 'text/plain': plain, 'text/html': html } = formsOf(result);
  t.is(result.warnings.length, 2);
  t.true(plain.startsWith(`Log evidence ${result.logEvidence.toFixed(3)} ± ${result.standardError.toFixed(3)}\n`));
  for (const { logEvidence } of Object.values(result.byMethod)) t.true(html.includes(logEvidence.toFixed(3)));
  t.deepEqual(
    cellsOf(html, 'p'),
    result.warnings.map(({ message }) => message),
  );
});

test('a diagnosis is shown with its verdict and findings', (t) => {
  const result = diagnose(sampler);
  const { 'text/plain': plain, 'text/html': html } = formsOf(result);
  t.true(result.findings.length > 0);
  t.regex(plain, /^Do not believe the draws yet\n(error|warning): /);
  t.is(cellsOf(html, 'td').length, 2 * result.findings.length);
  t.is(plain.split('\n').length, 1 + result.findings.length);
});

test('the method is not part of the data', (t) => {
  for (const result of [evidence(sampler), diagnose(sampler)]) {
    t.deepEqual(structuredClone(result), { ...result });
    t.deepEqual(Object.getOwnPropertySymbols({ ...result }), []);
  }
});
