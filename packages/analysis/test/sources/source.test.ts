import test from 'ava';
import { diagnose, evidence, type MemorySource, summary } from '#src/index.js';
import { memory } from '../summary/sources.js';

test('refuses what is neither a sampler nor a history nor a run', (t) => {
  for (const wrong of [undefined, null, 'galaxies.run', { history: 1 }, [[1, 2, 3]]])
    t.throws(() => summary(wrong as unknown as MemorySource), {
      instanceOf: TypeError,
      message: /^Expected `source` to be a sampler, its `history` or a `Run`, got /,
    });
});

test('names the way from a promise or a directory to a source', (t) => {
  t.throws(() => summary(Promise.resolve() as never), {
    message: 'Expected `source` to be a sampler, its `history` or a `Run`, got a promise. Await it first',
  });
  for (const of of [summary, diagnose, evidence] as readonly ((source: never) => unknown)[])
    t.throws(() => of('a.run' as never), {
      instanceOf: TypeError,
      message: /\. Open the directory of a run with `await Run/,
    });
  t.throws(() => evidence(Promise.resolve() as never), {
    message: /a tempered sampler.* got a promise\. Await it first$/,
  });
});

type Analysis = (source: MemorySource, options: { readonly burnIn: number }) => unknown;

test('names the way to a burn-in that all chains share', (t) => {
  const source = memory({ x: [[1, 2, 3]] });
  for (const of of [summary, diagnose] as readonly Analysis[])
    t.throws(() => of(source, { burnIn: Number.POSITIVE_INFINITY }), {
      instanceOf: RangeError,
      message: /^Expected `burnIn` to be a number of iterations, got Infinity, .*\. Run longer/,
    });
  t.throws(() => diagnose(source, { burnIn: { iterations: [1] } } as never), {
    instanceOf: TypeError,
    message: 'Expected `burnIn` to be a number of iterations, got one per chain. Pass `longest` of that result',
  });
});

test('refuses a source with swaps whose sweeps have no iterations', (t) => {
  const draws: object = memory({ x: [[1, 2, 3]] });
  const incomplete = { ...draws, temperatures: 2, sweeps: 3, swaps: () => Float64Array.of(0, 0, 0) };
  t.throws(() => diagnose(incomplete as unknown as MemorySource), {
    message: /^Expected `source.iterationOfSweep` to be a function/,
  });
});
