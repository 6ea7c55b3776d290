import type { SamplerWarning } from '@epsie/core';
import type { TablePosition } from '../../samples/table-position.ts';

/** A stretch of sampling: from one call of `sample` to its end. */
export type Session = {
  /** When it began, in ISO 8601, by the clock of its machine. */
  readonly began: string;
  /** Its machine. */
  readonly host: string;
  /** Number of its process. */
  readonly pid: number;
  /** Version of TreeNode. */
  readonly node: string;
  /** Iterations that were there before. */
  readonly from: number;
};

/** What a checkpoint says of the run, beside the state of the sampler. */
export type Commit = {
  /** Which run it is of, as its manifest says. */
  readonly run: string;
  /** Iterations of the sampler. */
  readonly iterations: number;
  /** Names in the model's blobs. */
  readonly blobs: readonly string[];
  /** How much of each table belongs to it. */
  readonly tables: { readonly draws: TablePosition; readonly swaps?: TablePosition };
  /** Seconds that sampling took so far. */
  readonly samplingTime: number;
  /** Who sampled, oldest first; of very many only the last. */
  readonly sessions: readonly Session[];
  /** Warnings of the sampler since the run began; missing if there were none. */
  readonly warnings?: readonly SamplerWarning[];
};

/** What is not right about the commit in a checkpoint; nothing if all is. */
export function problemOfCommit(commit: unknown): string | undefined {
  if (typeof commit !== 'object' || commit === null) return 'is the checkpoint of a sampler, not one of a run';
  const { run, iterations, blobs, tables, samplingTime, sessions, warnings = [] } = commit as Partial<Commit>;
  const positions = [tables?.draws, ...(tables?.swaps === undefined ? [] : [tables.swaps])];
  const right =
    typeof run === 'string' &&
    isCount(iterations) &&
    isArrayOf(blobs, (name) => typeof name === 'string') &&
    positions.every(isPosition) &&
    typeof samplingTime === 'number' &&
    isArrayOf(sessions, (session) => typeof session === 'object') &&
    isArrayOf(warnings, (warning) => typeof (warning as Partial<SamplerWarning> | null)?.message === 'string');
  return right ? undefined : 'has no complete account of the samples that belong to it';
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const isArrayOf = (value: unknown, test: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(test);

function isPosition(position: unknown): boolean {
  const { bytes, rows, batches, checksum } = (position ?? {}) as { [K in keyof TablePosition]?: unknown };
  return [bytes, rows, batches, checksum].every(isCount);
}
