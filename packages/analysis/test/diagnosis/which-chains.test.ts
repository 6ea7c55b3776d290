import { diagnose, type Finding } from '@epsie/analysis';
import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import { memory } from '../summary/sources.ts';
import { sampled, twoModes } from './runs.ts';

type Of = (z: number, chain: number, draw: number) => number;

/** Returns the finding that chains of independent draws disagree. */
function disagreement(chains: number, of: Of): Finding | undefined {
  const random = new Random(createBitGenerator(7));
  const x = Array.from({ length: chains }, (_, c) =>
    Array.from({ length: 1000 }, (__, i) => of(random.standardNormal(), c, i)),
  );
  return diagnose(memory({ x })).findings.find(({ code }) => code === 'CHAINS_DISAGREE');
}

const BAD: readonly (readonly number[])[] = [[0], [7], [1, 5], [6, 7], [0, 3, 4]];

for (const bad of BAD)
  for (const [defect, of] of [
    ['elsewhere', (z, c) => (bad.includes(c) ? z + 2 : z)],
    ['on both sides', (z, c) => (bad.includes(c) ? z + (c % 2 === 0 ? 2 : -2) : z)],
    ['wider', (z, c) => (bad.includes(c) ? 3 * z : z)],
    ['narrower', (z, c) => (bad.includes(c) ? z / 3 : z)],
    ['drifting', (z, c, i) => (bad.includes(c) ? z + i / 250 : z)],
  ] satisfies [string, Of][]) {
    test(`of eight chains, ${bad.join(' and ')} are named where they are ${defect}`, (t) => {
      const finding = disagreement(8, of);
      t.deepEqual(
        [...(finding?.chains ?? [])].sort((a, b) => a - b),
        [...bad],
      );
      t.is(finding?.chain, finding?.chains?.[0]);
    });
  }

test('no chain is named where there is no majority', (t) => {
  for (const chains of [1, 2, 4, 8]) {
    const finding = disagreement(chains, (z, c, i) => (chains === 1 ? z + i / 250 : c < chains / 2 ? z : z + 2));
    t.deepEqual([finding?.severity, finding?.chain, finding?.chains], ['error', undefined, undefined], `${chains}`);
  }
  t.regex(
    disagreement(1, (z, _, i) => z + i / 250)?.message ?? '',
    /^The halves of the chain disagree about `x`: R̂ is/,
  );
  t.regex(disagreement(8, (z, c) => z + 2 * (c % 2))?.message ?? '', /no majority of them agrees/);
  t.is(
    disagreement(8, (z) => z),
    undefined,
  );
});

test('one chain of 280 in another mode, and one that is stuck, are named', async (t) => {
  const starts = Array.from({ length: 280 }, (_, c) => (c === 133 ? -10 : 10));
  const astray = await sampled({ iterations: 500, start: starts, logLikelihood: (x) => twoModes(x, 10) });
  const found = diagnose(astray).findings;
  t.deepEqual(found.find(({ code }) => code === 'CHAINS_DISAGREE')?.chains, [133]);
  const still = await sampled({
    iterations: 500,
    start: starts.map((x, c) => (c === 28 ? 100 : x / 10)),
    logPrior: (x) => (Math.abs(x) < 5 || x === 100 ? 0 : Number.NEGATIVE_INFINITY),
  });
  const [first] = diagnose(still).findings;
  t.deepEqual([first?.code, first?.parameter, first?.chains], ['STUCK', 'x', [28]]);
});

test('many chains with one defect are one finding', async (t) => {
  const start = Array.from({ length: 40 }, (_, c) => 100 + (c % 2));
  const still = await sampled({ iterations: 200, start, logPrior: (x) => (x >= 100 && x % 1 === 0 ? 0 : -Infinity) });
  const { findings } = diagnose(still);
  t.is(findings.filter(({ code }) => code === 'STUCK').length, 1);
  t.regex(
    findings[0]?.message ?? '',
    /`x` never moves in 40 of 40 chains \(chains 0, 1, 2, 3, 4 and 35 more\), over 200 draws/,
  );
});

test('a single chain that is well is fine', async (t) => {
  t.deepEqual(diagnose(await sampled({ iterations: 8000, start: [0.1] })), { ok: true, findings: [] });
});
