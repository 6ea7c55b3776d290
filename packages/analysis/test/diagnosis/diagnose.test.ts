import { type DiagnoseOptions, diagnose, type FindingCode, type MemorySource } from '@epsie/analysis';
import { andrieuThoms, angular, createBitGenerator, MetropolisHastingsSampler, normal, Random } from '@epsie/core';
import test from 'ava';
import { disk, memory } from '../summary/sources.ts';

const random = new Random(createBitGenerator(1));

function chains(count: number, draws: number, of: (z: number, i: number, c: number) => number = (z) => z): number[][] {
  return Array.from({ length: count }, (_, c) =>
    Array.from({ length: draws }, (__, i) => of(random.standardNormal(), i, c)),
  );
}

const codes = (source: MemorySource, options?: DiagnoseOptions): FindingCode[] =>
  diagnose(source, options).findings.map(({ code }) => code);

test('independent draws have no findings', (t) => {
  const source = memory({ x: chains(4, 1000), y: chains(4, 1000, (z) => 1e9 + z) });
  t.deepEqual(diagnose(source), { ok: true, findings: [] });
});

test('a chain that disagrees is named', (t) => {
  const { ok, findings } = diagnose(memory({ x: chains(4, 1000, (z, _, c) => (c === 2 ? z + 3 : z)) }));
  t.false(ok);
  t.is(findings[0]?.code, 'CHAINS_DISAGREE');
  t.deepEqual([findings[0]?.parameter, findings[0]?.chain, findings[0]?.severity], ['x', 2, 'error']);
  t.regex(findings[0]?.message ?? '', /`x`: R̂ is 1\.\d+.*chain 2/);
});

test('angles at both ends of their range do not disagree', (t) => {
  const phase = chains(4, 1000, (z) => (2 * Math.PI + 0.2 * z) % (2 * Math.PI));
  t.deepEqual(codes(memory({ phase }, [angular('phase')])), []);
});

test('a stuck chain is named, an integer that keeps its value is not', (t) => {
  const x = chains(3, 500, (z, _, c) => (c === 1 ? 4 : z));
  const { findings } = diagnose(memory({ x }));
  t.deepEqual(
    findings.map(({ code, chain }) => [code, chain]),
    [['STUCK', 1]],
  );
  const k = Array(2).fill(Array(500).fill(1));
  const { ok, findings: notes } = diagnose(memory({ k }, [{ kind: 'discrete', parameters: ['k'] }]));
  t.true(ok);
  t.deepEqual(
    notes.map(({ code, severity }) => [code, severity]),
    [['UNDEFINED', 'note']],
  );
  t.regex(notes[0]?.message ?? '', /`k` are undefined: all draws are 1\./);
});

test('chains of fewer than twenty autocorrelation times are too short', (t) => {
  const walk = (): number[][] => {
    let x = 0;
    return chains(4, 200, (z, i) => {
      x = i === 0 ? z : 0.97 * x + z;
      return x;
    });
  };
  t.true(codes(memory({ x: walk() })).includes('TOO_SHORT'));
});

test('too few draws to judge are an error, and so is a burn-in of all of them', (t) => {
  const source = memory({ x: chains(2, 2000) });
  t.deepEqual(codes(memory({ x: chains(2, 5) })), ['TOO_SHORT']);
  t.deepEqual(codes(source, { burnIn: 1995 }), ['TOO_SHORT']);
  t.deepEqual(codes(source, { burnIn: 2000 }), ['TOO_SHORT']);
  t.deepEqual(codes(source), []);
});

test('fewer effective samples than asked for are reported with a factor', (t) => {
  const source = memory({ x: chains(2, 500) });
  t.deepEqual(codes(source), []);
  const { findings } = diagnose(source, { effectiveSamples: 4000 });
  t.deepEqual(
    findings.map(({ code }) => code),
    ['FEW_SAMPLES'],
  );
  t.regex(findings[0]?.message ?? '', /fewer than 4000/);
  // Just too few is no reason to run 1.0 times as long.
  const size = Number(/has (\d+) effective/.exec(findings[0]?.message ?? '')?.[1]);
  t.regex(diagnose(source, { effectiveSamples: size + 2 }).findings[0]?.message ?? '', / Run about 1\.1 times as long/);
});

test('a burn-in that is too small is reported for its chain', (t) => {
  const x = chains(2, 2000);
  const logLikelihood = chains(2, 2000, (_, i, c) => (c === 1 && i < 300 ? -9 : 0));
  const logPrior = chains(2, 2000, () => 0);
  const source = memory({ x, logLikelihood, logPrior });
  const { findings } = diagnose(source, { burnIn: 100 });
  t.deepEqual(
    findings.map(({ code, chain }) => [code, chain]),
    [['BURN_IN', 1]],
  );
  t.regex(findings[0]?.message ?? '', /`burnIn` of 300/);
  t.deepEqual(codes(source, { burnIn: 300 }), []);
});

test('a burn-in whose draws were cleared is not reported', async (t) => {
  const duration = 300;
  const sampler = new MetropolisHastingsSampler({
    parameters: ['x'],
    model: ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x }),
    proposals: [normal('x', { adaptation: andrieuThoms({ duration }) })],
    chains: 4,
    seed: 1,
  });
  await sampler.start({ x: [-30, -20, 20, 30] });
  await sampler.run(duration / 2);
  const late = ['BURN_IN', 'ADAPTING'];
  const found = () => codes(sampler).filter((code) => late.includes(code));
  t.deepEqual(found(), late);
  sampler.clear();
  await sampler.run(duration);
  t.true(found().includes('ADAPTING'), 'the second half of the adaptation');
  sampler.clear();
  await sampler.run(4 * duration);
  t.deepEqual(found(), []);
});

test('draws that are too few without a burn-in do not ask for a smaller one', (t) => {
  const message = (options = {}) => diagnose(memory({ x: chains(2, 5) }), options).findings[0]?.message;
  t.is(message(), 'There are 5 draws per chain: at least 6 are needed. Run longer');
  t.regex(message({ burnIn: 2 }) ?? '', /, or pass a smaller `burnIn`$/);
});

test('a source of promises returns a promise of the same diagnosis', async (t) => {
  const source = memory({ x: chains(3, 100, (z, _, c) => z + c) });
  t.deepEqual(await diagnose(disk(source)), diagnose(source));
});

test('options and sources that do not fit are refused', (t) => {
  const source = memory({ x: chains(2, 10) });
  t.throws(() => diagnose(4 as never), { instanceOf: TypeError, message: /`source`/ });
  t.throws(() => diagnose(source, { effectiveSamples: -1 }), { instanceOf: RangeError });
  t.throws(() => diagnose(source, { burn: 1 } as never), { instanceOf: TypeError, message: /`burn`/ });
});
