// The commands that print numbers of a run: summary, diagnose, evidence, tempering, info.
import { join } from 'node:path';
import { diagnose, evidence, summary, tempering } from '@epsie/analysis';
import type { DiagnoseOutput, EvidenceOutput, InfoOutput, SummaryOutput, TemperingOutput } from '@epsie/cli';
import { Run } from '@epsie/io';
import test from 'ava';
import { epsie, json } from '../helpers/epsie.ts';
import { createEmpty, createGaussian, createStuck, createTempered, directoryFor } from '../helpers/runs.ts';

const cwd = directoryFor(test);
const at = (name: string): string => join(cwd, name);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test.before('runs are created', async () => {
  await createGaussian(at('good.run'), 6000);
  await createStuck(at('stuck.run'));
  await createTempered(at('tempered.run'));
  await createTempered(at('cold.run'), { cold: true });
  await createEmpty(at('empty.run'));
});

test('summary prints the table of the function, and ends with 0 where it is converged', async (t) => {
  const expected = await summary(await Run.open(at('good.run')), { burnIn: 100 });
  const { code, stdout, stderr } = epsie(['summary', 'good.run', '--burn-in', '100'], { cwd });
  t.is(stdout, `${expected}\n`);
  t.deepEqual([code, stderr], [0, '']);
});

test('summary --json has the rows of the function, and what was passed', async (t) => {
  const options = { burnIn: 100, thin: 2, probability: 0.5, parameters: ['spread'] };
  const expected = await summary(await Run.open(at('good.run')), options);
  const args = ['--burn-in=100', '--thin', '2', '--probability', '0.5', '--parameters', 'spread'];
  const { code, data } = json(['summary', 'good.run', ...args], { cwd });
  const { rows, chains, leftOut, draws, probability, doubts, ...rest } = data as SummaryOutput;
  t.deepEqual({ rows, chains, leftOut, draws, probability }, plain(expected) as never);
  t.deepEqual(rest, { command: 'summary', ok: true, run: 'good.run', burnIn: 100, thin: 2 });
  t.deepEqual(doubts, []);
  t.is(code, 0);
});

test('summary ends with 2 where chains disagree, and names each parameter', (t) => {
  const { code, data } = json(['summary', 'stuck.run'], { cwd });
  t.is(code, 2);
  const { ok, doubts } = data as SummaryOutput;
  t.false(ok);
  t.true(doubts.some(({ parameter, message }) => parameter === 'mean' && /R̂ is/.test(message)));
  t.regex(epsie(['summary', 'stuck.run'], { cwd }).stdout, /Do not believe it yet:\n {2}mean: R̂ is .*, above 1\.01/);
});

test('summary ends with 2 where effective samples are fewer than wanted', (t) => {
  const { code, stdout } = epsie(['summary', 'good.run', '--effective-samples', '1e6'], { cwd });
  t.is(code, 2);
  t.regex(stdout, /mean: \d+ effective samples of 1000000/);
});

test('names of parameters can be given one by one, in any order', (t) => {
  const rows = (args: string[]): string[] =>
    (json(['summary', 'good.run', ...args], { cwd }).data as SummaryOutput).rows.map(({ parameter }) => parameter);
  t.deepEqual(rows(['--parameters', 'spread,mean']), ['spread', 'mean']);
  t.deepEqual(rows(['--parameters', 'spread', '--parameters=mean']), ['spread', 'mean']);
});

test('diagnose ends with 0 where nothing speaks against the draws, and prints the findings otherwise', async (t) => {
  const fine = json(['diagnose', 'good.run', '--burn-in', '100'], { cwd });
  t.is(fine.code, 0);
  t.true((fine.data as DiagnoseOutput).ok);

  const expected = await diagnose(await Run.open(at('stuck.run')), { burnIn: 10 });
  const { code, data } = json(['diagnose', 'stuck.run', '--burn-in', '10'], { cwd });
  t.deepEqual((data as DiagnoseOutput).findings, plain(expected.findings) as never);
  t.is(code, 2);
  const { stdout } = epsie(['diagnose', 'stuck.run', '--burn-in', '10'], { cwd });
  t.regex(stdout, /^Do not believe the draws yet\nerror: /);
});

test('findings name options as the command has them', (t) => {
  const { stdout } = epsie(['diagnose', 'good.run', '--burn-in', '5998'], { cwd });
  t.regex(stdout, /fewer than 6 draws per chain after iteration 5998 \(`--burn-in`\)/);
});

test('evidence prints the function, and ends with 2 where levels hardly overlap', async (t) => {
  const expected = await evidence(await Run.open(at('tempered.run')), { burnIn: 200 });
  const { code, data } = json(['evidence', 'tempered.run', '--burn-in', '200'], { cwd });
  t.is(code, 0);
  t.is((data as EvidenceOutput).logEvidence, expected.logEvidence);
  t.deepEqual((data as EvidenceOutput).overlaps, plain(expected.overlaps) as never);
  t.regex(epsie(['evidence', 'tempered.run'], { cwd }).stdout, /^log evidence -1\.\d+ ± 0\.\d+\n\nmethod /);

  t.is(epsie(['evidence', 'cold.run'], { cwd }).code, 2);
});

test('tempering prints the function, and ends with 2 where levels hardly swap', async (t) => {
  const expected = await tempering(await Run.open(at('tempered.run')), { burnIn: 200 });
  const { code, data } = json(['tempering', 'tempered.run', '--burn-in', '200'], { cwd });
  t.is(code, 0);
  t.deepEqual((data as TemperingOutput).rows, plain(expected.rows) as never);
  t.regex(epsie(['tempering', 'tempered.run'], { cwd }).stdout, /Barrier Λ = \d/);

  const cold = epsie(['tempering', 'cold.run'], { cwd });
  t.is(cold.code, 2);
  t.regex(cold.stdout, /hardly swap/);
});

test('info states what the run is', (t) => {
  const { code, data } = json(['info', 'tempered.run'], { cwd });
  t.is(code, 0);
  const info = data as unknown as InfoOutput;
  t.deepEqual(info.parameters, ['x']);
  t.is(info.seed, '1');
  t.is(info.chains, 4);
  t.is(info.betas.length, 5);
  t.is(info.iterations, 1500);
  t.is(info.draws, 1500);
  t.is(info.sessions.length, 1);
  t.is(info.writer, undefined);
  t.true(info.bytes.draws > 0 && info.bytes.swaps > 0 && info.bytes.checkpoints > 0);
  t.truthy(info.versions['@epsie/io']);
  const { stdout } = epsie(['info', 'tempered.run'], { cwd });
  t.regex(stdout, /^tempered\.run\n {2}parameters {2}1: x\n {2}chains +4\n {2}levels +5, β = 1 to 0\n/);
});

test('an empty run has information and findings, but no numbers', (t) => {
  t.is((json(['info', 'empty.run'], { cwd }).data as unknown as InfoOutput).iterations, 0);
  t.is(epsie(['diagnose', 'empty.run'], { cwd }).code, 2);
  for (const command of ['summary', 'evidence', 'tempering']) {
    const { code, stdout, stderr } = epsie([command, 'empty.run'], { cwd });
    t.deepEqual([code, stdout], [1, '']);
    t.is(
      stderr,
      'epsie: empty.run has no draws yet. Sample first, or wait for the first commit: `epsie watch empty.run`.\n',
    );
  }
});

test('evidence and tempering need several temperatures', (t) => {
  for (const command of ['evidence', 'tempering']) {
    const { code, stderr } = epsie([command, 'good.run'], { cwd });
    t.is(code, 1);
    t.regex(stderr, /^epsie: good\.run has one temperature: .*\n$/);
  }
});
