import type { Configuration } from '@epsie/core';
import { isEpsieError } from '@epsie/core/checks';
import { currentWriter, type Writer } from '../files/current-writer.ts';
import { onFile } from '../files/file-failed.ts';
import type { FileSystem } from '../files/file-system.ts';
import { nodeFileSystem } from '../files/node-file-system.ts';
import { fileSize } from '../files/read-file.ts';
import { CheckpointStore } from '../run/checkpoints/checkpoint-store.ts';
import type { Commit, Session } from '../run/checkpoints/commit.ts';
import { epochOf, layout } from '../run/layout.ts';
import { type Manifest, readManifest } from '../run/manifest.ts';
import type { RecordingOptions } from '../run/recording/recording-options.ts';

/** Sizes of the files of a run, in bytes. */
export type RunSizes = {
  /** Bytes of the committed draws. */
  readonly draws: number;
  /** Bytes of the committed swaps. */
  readonly swaps: number;
  /** Bytes of all checkpoints. */
  readonly checkpoints: number;
};

/** Description of a run as of its last commit: what it is, and how far it has come. */
export type RunInfo = {
  /** Directory of the run. */
  readonly directory: string;
  /** Unique id of the run. */
  readonly id: string;
  /** Time at which it was created, in ISO 8601. */
  readonly created: string;
  /** Versions of the packages and of Node that created it, by name. */
  readonly versions: { readonly [name: string]: string };
  /** Host on which it was created: its name, platform, architecture, processor and number of cores. */
  readonly machine: { readonly [name: string]: string | number };
  /** Seed of the sampler. */
  readonly seed: bigint;
  /** Number of chains. */
  readonly chains: number;
  /** Names of the parameters. */
  readonly parameters: readonly string[];
  /** Initial inverse temperatures of the levels, coldest first: [1] without tempering. */
  readonly betas: readonly number[];
  /** Settings of the sampler. */
  readonly configuration: Configuration;
  /** Options of the recording. */
  readonly recording: RecordingOptions;
  /** Iterations of the sampler before the run, which are not recorded. */
  readonly start: number;
  /** Committed iterations, counted from the start of the sampler. */
  readonly iterations: number;
  /** Number of draws per chain and recorded temperature. */
  readonly draws: number;
  /** Number of recorded sweeps of swaps. */
  readonly sweeps: number;
  /** Bytes of the committed draws and swaps, and of all checkpoints. */
  readonly bytes: RunSizes;
  /** Number of checkpoints on disk. */
  readonly checkpoints: number;
  /** Seconds of sampling so far. */
  readonly samplingTime: number;
  /** Calls of `sample` that added to the run, oldest first. */
  readonly sessions: readonly Session[];
  /** Warnings of the sampler, and file damage that was recovered from. */
  readonly warnings: readonly string[];
  /** The process that writes to the run now, if one does. */
  readonly writer?: Writer;
};

/**
 * Reads what a run is, without its draws. Imports no sampler, so that it is the fastest way to look at a run, also while another process
 * writes to it: `@epsie/io/info` has this function alone.
 *
 * @throws EpsieError `FILE_FAILED` if the directory has no run, `FILE_DAMAGED`, or `STATE_MISMATCH` if a newer version wrote it
 *
 * @example
 * ```ts
 * import { MetropolisHastingsSampler } from '@epsie/core';
 * import { Run } from '@epsie/io';
 * import { readRunInfo } from '@epsie/io/info';
 *
 * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
 * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
 * const run = await Run.create('info.run', sampler);
 * await sampler.start({ x: [0, 1] });
 * await run.sample(sampler, { iterations: 1000 });
 * const { parameters, iterations, writer } = await readRunInfo('info.run');
 * console.log(parameters, iterations, writer); // [ 'x' ] 1000 undefined
 * ```
 */
export async function readRunInfo(directory: string): Promise<RunInfo> {
  return infoOn(nodeFileSystem, directory);
}

async function infoOn(fs: FileSystem, directory: string): Promise<RunInfo> {
  const manifest = await readManifest(fs, directory);
  const { checkpoint, warnings } = await new CheckpointStore(fs, directory, manifest.id).newest();
  // The first writer may have completed the manifest.
  const complete = checkpoint === undefined ? manifest : await readManifest(fs, directory);
  const writer = await writerOf(fs, directory);
  return {
    directory,
    ...ofManifest(complete),
    ...(await progressOf(fs, directory, complete, checkpoint?.commit)),
    warnings: [...warnings, ...(checkpoint?.commit.warnings ?? []).map(({ message }) => message)],
    ...(writer === undefined ? {} : { writer }),
  };
}

type FromManifest = Pick<
  RunInfo,
  | 'id'
  | 'created'
  | 'versions'
  | 'machine'
  | 'seed'
  | 'chains'
  | 'parameters'
  | 'betas'
  | 'configuration'
  | 'recording'
  | 'start'
>;

function ofManifest(manifest: Manifest): FromManifest {
  const { id, created, versions, machine, seed, chains, configuration, recording, start } = manifest;
  const { parameters, tempering } = configuration;
  const betas = Array.from(tempering?.betas ?? [1]);
  return { id, created, versions, machine, seed, chains, parameters, betas, configuration, recording, start };
}

type Progress = Pick<
  RunInfo,
  'iterations' | 'draws' | 'sweeps' | 'bytes' | 'checkpoints' | 'samplingTime' | 'sessions'
>;

async function progressOf(
  fs: FileSystem,
  directory: string,
  manifest: Manifest,
  commit: Commit | undefined,
): Promise<Progress> {
  const { draws, swaps } = commit?.tables ?? {};
  const sizes = await checkpointSizes(fs, directory);
  return {
    iterations: commit?.iterations ?? manifest.start,
    draws: draws?.rows ?? 0,
    sweeps: swaps?.rows ?? 0,
    bytes: {
      draws: draws?.bytes ?? 0,
      swaps: swaps?.bytes ?? 0,
      checkpoints: sizes.reduce((sum, size) => sum + size, 0),
    },
    checkpoints: sizes.length,
    samplingTime: commit?.samplingTime ?? 0,
    sessions: commit?.sessions ?? [],
  };
}

async function checkpointSizes(fs: FileSystem, directory: string): Promise<number[]> {
  const folder = layout.checkpoints(directory);
  const epochs = (await onFile(folder, 'read', () => fs.list(folder))).flatMap((name) => epochOf(name) ?? []);
  // A writer may have removed one since.
  const sizes = epochs.map((epoch) => fileSize(fs, layout.checkpoint(directory, epoch)).catch(() => undefined));
  return (await Promise.all(sizes)).filter((size) => size !== undefined);
}

// A lock file that is damaged prevents writing, not reading.
async function writerOf(fs: FileSystem, directory: string): Promise<Writer | undefined> {
  return currentWriter(fs, directory).catch((error: unknown) => {
    if (isEpsieError(error, 'FILE_DAMAGED')) return undefined;
    throw error;
  });
}
