import { evidence, evidenceOf } from '@epsie/analysis';
import { betaLadder, equalRejection, MetropolisHastingsSampler, vousden } from '@epsie/core';
import test from 'ava';
import { EXACT, EXACT_OF_TWO, gaussianSampler, onDisk, transdimensionalSampler } from '../sources/samplers.js';

const codes = ({ warnings }: { readonly warnings: readonly { readonly code: string }[] }): string[] =>
  warnings.map(({ code }) => code);

test('of a tempered sampler is exact within three standard errors', async (t) => {
  const sampler = await gaussianSampler(3000);
  const result = evidence(sampler, { burnIn: 200 });
  t.true(Math.abs(result.logEvidence - EXACT) < 3 * result.standardError, `${result.logEvidence}`);
  t.true(result.standardError < 0.03, String(result.standardError));
  t.deepEqual(codes(result), []);
  t.is(result.degreesOfFreedom, 7);
});

test('is not exact if one level has the wrong β', async (t) => {
  const { history } = await gaussianSampler(3000);
  const logLikelihood = [0, 1, 2, 3, 4].map((temperature) =>
    history.draws('logLikelihood', { temperature, from: 200 }),
  );
  const betas = Array.from(betaLadder(5, 50, { prior: true }));
  const right = evidenceOf({ betas, logLikelihood });
  t.is(right.logEvidence, evidence(history, { burnIn: 200 }).logEvidence);
  betas[2] = (betas[2] as number) * 2;
  const wrong = evidenceOf({ betas, logLikelihood });
  t.true(Math.abs(wrong.logEvidence - EXACT) > 3 * wrong.standardError, `${wrong.logEvidence}`);
});

test('of a run on disk is a promise of the same numbers', async (t) => {
  const sampler = await gaussianSampler(300);
  const promise = evidence(onDisk(sampler), { burnIn: 100 });
  t.true(promise instanceof Promise);
  t.deepEqual(await promise, evidence(sampler, { burnIn: 100 }));
  t.deepEqual(evidence(sampler.history, { burnIn: 100 }), await promise);
});

test('of a transdimensional sampler is exact within three standard errors', async (t) => {
  const result = evidence(await transdimensionalSampler(6000), { burnIn: 500 });
  const off = Math.abs(result.logEvidence - EXACT_OF_TWO) / result.standardError;
  t.true(off < 3, `${result.logEvidence} ± ${result.standardError}, exact ${EXACT_OF_TWO}`);
  t.true(result.standardError < 0.05, String(result.standardError));
  const ofOne = Math.abs(result.logEvidence - EXACT) / result.standardError;
  t.true(ofOne > 3, 'the evidence of one component is detected');
});

test('leaves out the draws that were made while the ladder moved, with a warning', async (t) => {
  const ladder = equalRejection({ rounds: 4, firstRound: 20 });
  const sampler = await gaussianSampler(1500, { ladder });
  const result = evidence(sampler);
  t.deepEqual(codes(result), ['ladderMoved']);
  t.regex(result.warnings[0]?.message as string, /until iteration 300: the 300 draws .* `burnIn: 300`/);
  const after = evidence(sampler, { burnIn: 300 });
  t.deepEqual(codes(after), []);
  t.is(result.logEvidence, after.logEvidence);
  t.true(Math.abs(after.logEvidence - EXACT) < 3 * after.standardError);
  t.deepEqual(await evidence(onDisk(sampler)), result);
});

test('refuses a ladder that still moves, and ladders of each chain', async (t) => {
  const moving = await gaussianSampler(400, { ladder: vousden() });
  t.throws(() => evidence(moving), { instanceOf: RangeError, message: /no longer moves.*until iteration 399/ });
  const own = await gaussianSampler(400, { ladder: equalRejection({ rounds: 3, firstRound: 20, shared: false }) });
  t.throws(() => evidence(own, { burnIn: 200 }), { instanceOf: RangeError, message: /share one ladder.*chain 0/ });
  await t.throwsAsync(evidence(onDisk(moving)), { instanceOf: RangeError });
});

test('refuses sources without tempered draws', async (t) => {
  const single = new MetropolisHastingsSampler({
    parameters: ['x'],
    model: ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -x * x }),
    chains: 2,
    seed: 1,
  });
  await single.start({ x: [0, 1] });
  await single.run(10);
  t.throws(() => evidence(single), { instanceOf: RangeError, message: /at least two temperatures, got 1/ });
  t.throws(() => evidence(4 as never), { instanceOf: TypeError, message: /`source`/ });
  t.throws(() => evidence(null as never), { instanceOf: TypeError, message: /`source`/ });
  const sampler = await gaussianSampler(20);
  t.throws(() => evidence(sampler, { burnIn: 20 }), { instanceOf: RangeError, message: /`burnIn`/ });
  t.throws(() => evidence(sampler, { burnIn: -1 }), { instanceOf: RangeError, message: /`burnIn`/ });
  t.throws(() => evidence(sampler, { burnin: 1 } as never), { instanceOf: TypeError, message: /`burnIn`/ });
  const { history } = sampler;
  const without = { ...onDisk(sampler), variables: history.variables.filter(({ kind }) => kind === 'parameter') };
  await t.throwsAsync(async () => evidence(without), { instanceOf: TypeError, message: /log likelihoods/ });
  sampler.clear();
  t.throws(() => evidence(sampler), { instanceOf: RangeError, message: /have draws, got none/ });
});
