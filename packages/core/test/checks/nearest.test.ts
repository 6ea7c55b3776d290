import test from 'ava';
import { nearest } from '#src/checks/nearest.js';

test('finds the name that a misspelt one means, and none for an unrelated one', (t) => {
  const known = ['parameters', 'model', 'chains', 'proposals', 'seed', 'pool', 'tau', 'nu'];
  const near = (name: string) => nearest(name, known);
  t.deepEqual(['chain', 'chians', 'Seed', 'parameter', 'modell', 'proposal', 'TAU'].map(near), [
    'chains',
    'chains',
    'seed',
    'parameters',
    'model',
    'proposals',
    'tau',
  ]);
  t.deepEqual(['betas', 'threads', 'x', 'mu', ''].map(near), [undefined, undefined, undefined, undefined, undefined]);
});

test('returns the nearest of several near names', (t) => {
  t.is(nearest('sigma3', ['sigma1', 'sigma', 'sigma30']), 'sigma30');
  t.is(nearest('stall', ['stallTimeout', 'stale']), 'stale');
});
