import test from 'ava';
import { diagnose, type MemorySource, summary } from '#src/index.js';
import { memory } from '../summary/sources.js';

test('refuses what is neither a sampler nor a history nor a run', (t) => {
  for (const wrong of [undefined, null, 'galaxies.run', { history: 1 }, [[1, 2, 3]]])
    t.throws(() => summary(wrong as unknown as MemorySource), {
      instanceOf: TypeError,
      message: /^Expected `source` to be a sampler, its `history` or a `Run`, got /,
    });
});

test('refuses a source with swaps whose sweeps have no iterations', (t) => {
  const draws: object = memory({ x: [[1, 2, 3]] });
  const incomplete = { ...draws, temperatures: 2, sweeps: 3, swaps: () => Float64Array.of(0, 0, 0) };
  t.throws(() => diagnose(incomplete as unknown as MemorySource), {
    message: /^Expected `source.iterationOfSweep` to be a function/,
  });
});
