import { type EnoughSamples, effectiveSamples } from '@epsie/analysis';
import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import { gaussianSampler, onDisk } from '../sources/samplers.ts';
import { memory } from '../summary/sources.ts';

const random = new Random(createBitGenerator(11));
const below = (end: number): number => Math.floor(random.random() * end);

/** Returns chains of several parameters, with a correlation each, that begin far from where they end. */
function walks(): ReturnType<typeof memory> {
  const [chains, draws] = [1 + below(5), 3 + below(400)];
  const names = ['a', 'b', 'c'].slice(0, 1 + below(3));
  const walk = (memoryOf: number, start: number): number[] => {
    let x = start;
    return Array.from({ length: draws }, () => (x = memoryOf * x + random.standardNormal()));
  };
  const columns = Object.fromEntries(
    names.map((name) => {
      const isStuck = below(8) === 0;
      const memoryOf = [0, 0.5, 0.9, 0.99][below(4)] as number;
      return [name, Array.from({ length: chains }, () => walk(memoryOf, 50).map((x) => (isStuck ? 1 : x)))];
    }),
  );
  const zero = Array.from({ length: chains }, () => Array<number>(draws).fill(0));
  const logLikelihood = zero.map((chain, c) =>
    chain.map((_, i) => names.reduce((sum, name) => sum - 0.5 * (columns[name]?.[c]?.[i] ?? 0) ** 2, 0)),
  );
  return memory({ ...columns, logLikelihood, logPrior: zero });
}

const TESTS = ['maxPosterior & nacl', 'nacl', 'maxPosterior', 'halfChain', 'nacl | halfChain', 'posteriorStep & nacl'];

test('a criterion answers as the number of effective samples does, whatever it was asked before', (t) => {
  let [yes, no] = [0, 0];
  for (const wanted of [1, 10, 50, 200])
    for (const burnInTest of TESTS) {
      const asked: EnoughSamples = effectiveSamples(wanted, { test: burnInTest });
      for (let i = 0; i < 60; i++) {
        const source = walks();
        const expected = effectiveSamples(source, { test: burnInTest }).total >= wanted;
        t.is(asked(source), expected, `${wanted} ${burnInTest}`);
        if (expected) yes++;
        else no++;
      }
    }
  t.true(yes > 300 && no > 300, `${yes} ${no}`);
});

test('after the first no, a no reads one parameter at one temperature', async (t) => {
  const run = onDisk(await gaussianSampler(600));
  const read: (number | undefined)[] = [];
  const draws: typeof run.draws = (name, selection) => {
    if (name === 'x') read.push(selection.temperature);
    return run.draws(name, selection);
  };
  const source = { ...run, iterations: 600, draws };
  const { total } = await effectiveSamples(source);
  const enough = effectiveSamples(total + 100);
  t.false(await enough(source));
  read.length = 0;
  t.false(await enough(source));
  t.is(read.length, 8);
  t.is(new Set(read).size, 1);
  t.true(await effectiveSamples(total)(source));
});
