import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evidence, mcseMean } from '@epsie/analysis';
import { Run } from '@epsie/io';
import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';
import { exact, exactLogBayesFactor } from '../dist/ringdown/known.js';
import { createSampler } from '../dist/ringdown/sampling.js';

const program = fileURLToPath(new URL('../dist/ringdown/main.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'epsie-ringdown-'));
test.after.always(() => rmSync(folder, { recursive: true }));

const mean = (chains) => {
  const draws = chains.flatMap((chain) => [...chain]);
  return draws.reduce((sum, x) => sum + x, 0) / draws.length;
};

test.serial('agrees with the exact posterior and Bayes factor', async (t) => {
  const pool = new ThreadPool({ threads: 2 });
  t.teardown(() => pool.close());
  const [burnIn, iterations] = [800, 4000];
  const sampler = createSampler({ chains: 8, burnIn, seed: 5n, pool });
  await sampler.start();
  await sampler.run(burnIn);
  sampler.clear();
  await sampler.run(iterations - burnIn);
  for (const [name, { mean: expected, sd }] of Object.entries(exact)) {
    const chains = sampler.positions[name][0];
    const [found, error] = [mean(chains), mcseMean(chains)];
    t.true(Math.abs(found - expected) < 4 * error, `${name}: ${found} ± ${error} for ${expected}`);
    t.true(error < 0.05 * sd, `${name}: ± ${error}`);
    t.true(Math.abs(found - (expected + 0.5 * sd)) > 4 * error, `${name}: half a standard deviation is detected`);
  }
  const { logEvidence, standardError, warnings } = evidence(sampler);
  t.true(Math.abs(logEvidence - exactLogBayesFactor) < 3 * standardError, `${logEvidence} ± ${standardError}`);
  t.true(standardError <= 0.1, `± ${standardError}`);
  t.true(Math.abs(logEvidence - (exactLogBayesFactor + 0.5)) > 3 * standardError, 'an error of 0.5 is detected');
  t.deepEqual(warnings, []);
});

/** Runs the demo in its folder. */
async function run(args) {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'])
    child[name].setEncoding('utf8').on('data', (text) => {
      output[name] += text;
    });
  const [code] = await once(child, 'close');
  return { code, ...output };
}

const tables = ({ stdout }) => stdout.slice(stdout.indexOf('\n\n'), stdout.indexOf('\nReport: '));
const args = ['--iterations', '400', '--chains', '4', '--run'];
const PARAMETER = /^(?:frequency|dampingTime|(?:cos|sin)[HL]1)(?: +-?\d+(?:\.\d+)?){9} +\d+\.\d\d$/gm;

test.serial(
  'prints the posterior, its diagnosis, the exact answer and the temperatures, and writes a report',
  async (t) => {
    const { code, stdout, stderr } = await run([...args, 'one.run', '--threads', '1']);
    t.is(code, 0, stderr);
    t.regex(stdout, /^Chains: 4, temperatures: 10, iterations: 400, workers: 1, seed: 150914\n/);
    t.is(stdout.match(PARAMETER)?.length, 6, stdout);
    t.regex(stdout, /^Diagnosis:/m);
    t.regex(stdout, /^mean frequency \(Hz\) +2\d\d\.\d\d ± \d+\.\d\d +246\.43$/m);
    t.regex(stdout, /^mean damping time \(ms\) +\d\.\d{3} ± \d\.\d{3} +5\.633$/m);
    t.regex(stdout, /^log Bayes factor of signal and noise +\d\d\.\d{3} ± \d\.\d{3} +20\.467$/m);
    t.regex(stdout, /^Tempering: 10 levels, 320 sweeps, 4 chains$/m);
    t.regex(stdout, /\nReport: one\.html\nFigure: one-corner\.svg\n$/);
    t.regex(
      readFileSync(join(folder, 'one.html'), 'utf8'),
      /^<!doctype html>.*<h1>Ringdown of GW150914<\/h1>.*τ \(ms\)/s,
    );
    t.regex(readFileSync(join(folder, 'one-corner.svg'), 'utf8'), /^<svg.*τ \(ms\)/s);
  },
);

test.serial('prints the same tables on three threads', async (t) => {
  const [one, three] = [await run([...args, 'one.run']), await run([...args, 'three.run', '--threads', '3'])];
  t.regex(tables(one), /Posterior/);
  t.is(tables(three), tables(one));
});

test.serial('refuses another number of iterations than that of the run', async (t) => {
  await run([...args, 'other.run']);
  const { code, stderr } = await run([...args, 'other.run', '--iterations', '300']);
  t.is(code, 2);
  t.regex(stderr, /^ {2}--iterations: a proposal learns for \d+ steps now, for \d+ in the run$/m);
  t.true(stderr.endsWith(' To start over: rm -r other.run, or --run <another>\n'), stderr);
});

test.serial('a run that was stopped during the burn-in resumes to the draws of one that was not', async (t) => {
  const create = () => createSampler({ chains: 2, burnIn: 100, seed: 3n });
  const sample = async (name, iterations) => {
    const sampler = create();
    const stored = await Run.openOrCreate(join(folder, name), sampler);
    if (!(await stored.resume(sampler))) await sampler.start();
    await stored.sample(sampler, { iterations });
    return Promise.all([0, 1].map((chain) => stored.draws('frequency', { chain })));
  };
  const complete = await sample('complete.run', 200);
  await sample('stopped.run', 60);
  t.deepEqual(await sample('stopped.run', 200), complete);
});
