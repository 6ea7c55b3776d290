import { randomUUID } from 'node:crypto';
import { availableParallelism, cpus, hostname } from 'node:os';
import { crc32 } from 'node:zlib';
import type { Configuration } from '@epsie/core';
import { createError } from '@epsie/core/checks';
import { fileDamaged } from '../errors/file-damaged.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { onFile, wrongPart } from '../files/file-failed.ts';
import type { FileSystem } from '../files/file-system.ts';
import { type Ends, readFile } from '../files/read-file.ts';
import { layout, MANIFEST } from './layout.ts';
import type { RecordingOptions } from './recording/recording-options.ts';
import { fromJson, toJson } from './tagged-json.ts';
import { versions } from './versions.ts';

/** Newest version of the layout of a run's directory: that of bounded runs. Other runs have version 1, which older versions can read. */
export const RUN_SCHEMA = 2;

/** Description of a run, written once when it is created. */
export type Manifest = {
  readonly format: 'epsie-run';
  /** Version of this layout. */
  readonly schema: number;
  /** Unique id of the run. */
  readonly id: string;
  /** Time at which it was created, in ISO 8601. */
  readonly created: string;
  /** Versions of the packages and of the runtime that created it. */
  readonly versions: { readonly [name: string]: string };
  /** Host on which it was created. */
  readonly machine: { readonly [name: string]: string | number };
  /** Seed of the sampler. */
  readonly seed: bigint;
  /** Number of chains. */
  readonly chains: number;
  /** Settings of the sampler. */
  readonly configuration: Configuration;
  /** Options of the recording. */
  readonly recording: RecordingOptions;
  /** Iterations of the sampler before the run, which are not recorded. */
  readonly start: number;
};

/** The part of a manifest that depends on the sampler and the options. */
export type RunContent = Pick<Manifest, 'seed' | 'chains' | 'configuration' | 'recording' | 'start'>;

/** Creates a manifest with the present host and time. */
export function createManifest(content: RunContent): Manifest {
  const machine = {
    host: hostname(),
    platform: process.platform,
    architecture: process.arch,
    processor: cpus()[0]?.model.trim() ?? '',
    cores: availableParallelism(),
  };
  const created = new Date().toISOString();
  return {
    format: 'epsie-run',
    schema: content.recording.maxDraws === undefined ? 1 : RUN_SCHEMA,
    id: randomUUID(),
    created,
    versions: versions(),
    machine,
    ...content,
  };
}

// The last line is the checksum of the lines before it.
const LAST_LINE = /,\n {2}"crc32": "([0-9a-f]{8})"\n\}\n$/;

/** Writes a manifest into a directory, atomically. */
export async function writeManifest(fs: FileSystem, directory: string, manifest: Manifest): Promise<void> {
  const body = toJson(manifest).replace(/\n\}$/, '');
  const checksum = crc32(body).toString(16).padStart(8, '0');
  const text = `${body},\n  "crc32": "${checksum}"\n}\n`;
  await writeAtomically(fs, layout.manifest(directory), new TextEncoder().encode(text));
}

/**
 * Reads the manifest of a run.
 *
 * @throws EpsieError `FILE_FAILED` if there is no such file, `FILE_DAMAGED` if it was changed, `STATE_MISMATCH` if a newer version wrote it
 */
export async function readManifest(fs: FileSystem, directory: string): Promise<Manifest> {
  const path = layout.manifest(directory);
  const expectEnd = ({ tail }: Ends): void => {
    if (!LAST_LINE.test(new TextDecoder().decode(tail))) throw edited(path);
  };
  const bytes = await onFile(path, 'read', () =>
    readFile(fs, path, expectEnd).catch((error) => Promise.reject(missing(directory, error))),
  );
  const text = new TextDecoder().decode(bytes);
  const match = LAST_LINE.exec(text);
  const body = text.slice(0, match?.index);
  if (match === null || crc32(body) !== Number.parseInt(match[1] as string, 16)) throw edited(path);
  const manifest = fromJson(text) as Manifest;
  if (manifest.format !== 'epsie-run') throw fileDamaged(path, 'is not the manifest of a run: check the directory');
  if (manifest.schema > RUN_SCHEMA) throw newer(path, manifest);
  return manifest;
}

const edited = (path: string): Error =>
  fileDamaged(path, 'was changed (checksum mismatch): restore a copy of it, without which the samples cannot be read');

/** Creates the error for a directory without a manifest; returns any other error unchanged. */
function missing(directory: string, error: { readonly code?: string }): unknown {
  const { code } = error;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return error;
  const path = layout.manifest(directory);
  const reason = wrongPart(path, code, `the directory has no ${MANIFEST}`, '');
  const advice = 'or create a run with `Run.create` or `Run.openOrCreate`';
  return createError(
    'FILE_FAILED',
    `There is no run ${directory}: ${reason ?? 'check the path'} (${code}), ${advice}`,
    { path },
    error,
  );
}

function newer(path: string, { schema, versions: theirs }: Manifest): Error {
  const difference = `schema: this version of @epsie/io reads ${RUN_SCHEMA}, the run has ${schema}`;
  const message = `${path} was written by a newer version (@epsie/io ${theirs['@epsie/io']}): ${difference}. Update @epsie/io`;
  return createError('STATE_MISMATCH', message, { differences: [difference] });
}
