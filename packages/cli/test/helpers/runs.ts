import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { betaLadder, MetropolisHastingsSampler, normal, ParallelTemperedSampler } from '@epsie/core';
import { Run } from '@epsie/io';
import * as prior from '@epsie/priors';

/** Creates a directory for the runs of a test file, removed at its end. */
export function directoryFor(test: { after: { always(callback: () => void): void } }): string {
  const directory = mkdtempSync(join(tmpdir(), 'epsie-cli-'));
  test.after.always(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const gaussian = ({ mean, spread }: { mean: number; spread: number }) => ({
  logPrior: 0,
  logLikelihood: -0.5 * (mean * mean + spread * spread),
});

/** A sampler of two independent standard normal parameters, whose proposals mix fast. */
export const gaussianSampler = (chains = 4): MetropolisHastingsSampler<'mean' | 'spread'> =>
  new MetropolisHastingsSampler({
    parameters: ['mean', 'spread'],
    model: gaussian,
    proposals: [normal(['mean', 'spread'], { covariance: [4, 4] })],
    chains,
    seed: 1,
  });

/** Creates a run of {@link gaussianSampler}. */
export async function createGaussian(directory: string, iterations: number, chains = 4): Promise<void> {
  const sampler = gaussianSampler(chains);
  const run = await Run.create(directory, sampler);
  const zeros = new Array<number>(chains).fill(0);
  await sampler.start({ mean: zeros, spread: zeros });
  await run.sample(sampler, { iterations, segment: Math.ceil(iterations / 3), checkpoint: { segments: 1 } });
}

/** Creates a run without a commit. */
export async function createEmpty(directory: string): Promise<void> {
  await Run.create(directory, gaussianSampler());
}

/** Creates a run of chains that are each in another place. */
export async function createStuck(directory: string): Promise<void> {
  const sampler = new MetropolisHastingsSampler({
    parameters: ['mean', 'spread'],
    model: ({ mean, spread }) => ({
      logPrior: 0,
      logLikelihood: -50 * (mean - 10 * Math.round(mean / 10)) ** 2 - spread ** 2,
    }),
    chains: 4,
    seed: 1,
  });
  const run = await Run.create(directory, sampler);
  await sampler.start({ mean: [0, 10, 20, 30], spread: [0, 0, 0, 0] });
  await run.sample(sampler, { iterations: 200 });
}

/** Creates a tempered run; of levels that hardly swap if it is `cold`. */
export async function createTempered(directory: string, { cold = false, chains = 4 } = {}): Promise<void> {
  const sampler = new ParallelTemperedSampler({
    model: { prior: { x: prior.normal(0, 4) }, logLikelihood: ({ x }) => (cold ? -1e8 : -0.5) * x * x },
    chains,
    betas: cold ? [1, 0.5, 0] : betaLadder(5, 50, { prior: true }),
    swaps: 'evenOdd',
    seed: 1,
  });
  const run = await Run.create(directory, sampler);
  await sampler.start();
  await run.sample(sampler, { iterations: 1500 });
}

/** Copies a run and flips a byte of one of its files, at a fraction of its length. */
export function damaged(run: string, copy: string, file: string, at = 0.5): void {
  cpSync(run, copy, { recursive: true });
  const path = join(copy, file);
  const bytes = readFileSync(path);
  const k = Math.floor(bytes.length * at);
  bytes[k] = (bytes[k] as number) ^ 0xff;
  writeFileSync(path, bytes);
}

/** Copies a run and rewrites its manifest as a version of the future would. */
export function ofNewerSchema(run: string, copy: string): void {
  cpSync(run, copy, { recursive: true });
  const path = join(copy, 'manifest.json');
  const body = readFileSync(path, 'utf8')
    .replace(/,\n {2}"crc32": "[0-9a-f]{8}"\n\}\n$/, '')
    .replace(/"schema": [^,]*,/, '"schema": 99,');
  const checksum = crc32(body).toString(16).padStart(8, '0');
  writeFileSync(path, `${body},\n  "crc32": "${checksum}"\n}\n`);
}

/** Creates a directory that is not a run. */
export function notARun(directory: string): void {
  mkdirSync(directory);
  writeFileSync(join(directory, 'notes.txt'), 'not a run');
}

/** Names of the checkpoints of a run, oldest first. */
export const checkpointsOf = (run: string): string[] => readdirSync(join(run, 'checkpoints')).sort();
