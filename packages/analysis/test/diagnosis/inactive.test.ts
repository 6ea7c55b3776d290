import { diagnose } from '@epsie/analysis';
import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import { transdimensionalSampler } from '../sources/samplers.ts';
import { memory } from '../summary/sources.ts';

type Component = (draw: number, chain: number, z: number) => number;

const of = (component: Component) => {
  const random = new Random(createBitGenerator(3));
  const a = Array.from({ length: 4 }, (_, c) =>
    Array.from({ length: 1000 }, (__, i) => component(i, c, random.standardNormal())),
  );
  return diagnose(memory({ a }));
};
const codes = (component: Component): string[] => of(component).findings.map(({ code }) => code);

test('components of a transdimensional run that come and go have no findings', async (t) => {
  const sampler = await transdimensionalSampler(6000);
  t.true(sampler.history.draws('b', { chain: 0 }).some(Number.isNaN));
  t.deepEqual(diagnose(sampler, { burnIn: 100 }), { ok: true, findings: [] });
});

test('a component is stuck if it never moves where it is active, for long enough', (t) => {
  const still =
    (draws: number): Component =>
    (i, c, z) =>
      i % 2 === 0 ? Number.NaN : c === 1 && i < 2 * draws ? 7 : z;
  const { findings } = of((i, c, z) => (c === 1 && i % 2 === 1 ? 7 : still(0)(i, c, z)));
  t.deepEqual(
    findings.map(({ code, chains }) => [code, chains]),
    [['STUCK', [1]]],
  );
  t.regex(findings[0]?.message ?? '', /it is 7 in all of its 500 draws/);
  // Active in 20 draws with one value: it may just not have moved yet.
  t.false(codes((i, c, z) => (c === 1 ? (i < 20 ? 7 : Number.NaN) : still(0)(i, c, z))).includes('STUCK'));
});

test('a component that is active in some chains alone is a disagreement about its activity, with these chains', (t) => {
  const { findings } = of((i, c, z) => ((c === 2 ? i % 10 === 0 : i % 10 !== 0) ? z : Number.NaN));
  const found = findings.find(({ code }) => code === 'CHAINS_DISAGREE');
  t.regex(found?.message ?? '', /^The chains disagree about whether `a` is active: R̂ is/);
  t.deepEqual(found?.chains, [2]);
});

test('a component that is hardly ever active has undefined numbers, and the reason', (t) => {
  const { ok, findings } = of((i, c, z) => (c === 0 && i === 500 ? z : Number.NaN));
  t.is(findings.find(({ code }) => code === 'UNDEFINED')?.severity, 'note');
  t.regex(
    findings.find(({ code }) => code === 'UNDEFINED')?.message ?? '',
    /`a` are undefined: it is active in 0\.025 % of the draws; where it is, 0 draws per chain: at least 6 are needed/,
  );
  t.true(ok);
});

test('constant and infinite draws have undefined numbers, and the reason', (t) => {
  const few = diagnose(memory({ a: [Array(50).fill(4), Array(50).fill(4)] })).findings;
  t.deepEqual(
    few.map(({ code, severity }) => [code, severity]),
    [['UNDEFINED', 'warning']],
  );
  t.regex(few[0]?.message ?? '', /`a` are undefined: all draws are 4\. Run longer/);
  const infinite = of((i, c, z) => (c === 3 && i === 500 ? Infinity : z)).findings;
  t.true(infinite.some(({ code, message }) => code === 'UNDEFINED' && message.includes('some draws are infinite')));
});
