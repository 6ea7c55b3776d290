import type { SamplerWarning } from '@epsie/core';
import { isCount } from '@epsie/core/checks';
import type { TablePosition } from '../../samples/table-position.ts';
import type { PendingSwaps } from '../recording/swap-fold.ts';

/** A session of sampling: one call of `sample`. */
export type Session = {
  /** Time at which it began, in ISO 8601, by the clock of its host. */
  readonly began: string;
  /** Name of its host. */
  readonly host: string;
  /** Process id. */
  readonly pid: number;
  /** Version of Node. */
  readonly node: string;
  /** Iterations before it. */
  readonly from: number;
};

/** The part of a checkpoint that describes the run, beside the state of the sampler. */
export type Commit = {
  /** Id of the run, as in its manifest. */
  readonly run: string;
  /** Iterations of the sampler. */
  readonly iterations: number;
  /** Names in the model's blobs. */
  readonly blobs: readonly string[];
  /** End of the committed part of each table. */
  readonly tables: { readonly draws: TablePosition; readonly swaps?: TablePosition };
  /** Swaps since the last row; only of bounded runs with swaps. */
  readonly pending?: PendingSwaps;
  /** Number of commits since the tables were thinned, with this one; only of bounded runs. */
  readonly sinceThinning?: number;
  /** Seconds of sampling so far. */
  readonly samplingTime: number;
  /** Sessions, oldest first; of very many only the last. */
  readonly sessions: readonly Session[];
  /** Warnings of the sampler since the run began; missing without any. */
  readonly warnings?: readonly SamplerWarning[];
};

/** Returns the problem with a commit read from a checkpoint, as the rest of a sentence; `undefined` if it is valid. */
export function problemOfCommit(commit: unknown): string | undefined {
  if (typeof commit !== 'object' || commit === null) return 'is the checkpoint of a sampler, not of a run';
  const {
    run,
    iterations,
    blobs,
    tables,
    pending,
    sinceThinning = 0,
    samplingTime,
    sessions,
    warnings = [],
  } = commit as Partial<Commit>;
  const positions = [tables?.draws, ...(tables?.swaps === undefined ? [] : [tables.swaps])];
  const isValid =
    typeof run === 'string' &&
    isCount(iterations) &&
    isArrayOf(blobs, (name) => typeof name === 'string') &&
    positions.every(isPosition) &&
    (pending === undefined || isPending(pending)) &&
    isCount(sinceThinning) &&
    typeof samplingTime === 'number' &&
    isArrayOf(sessions, (session) => typeof session === 'object') &&
    isArrayOf(warnings, (warning) => typeof (warning as Partial<SamplerWarning> | null)?.message === 'string');
  return isValid ? undefined : 'does not describe the samples that belong to it completely';
}

const isArrayOf = (value: unknown, test: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(test);

const isPending = ({ iterations, index, ratio }: { [K in keyof PendingSwaps]?: unknown }): boolean =>
  isCount(iterations) && index instanceof Int32Array && ratio instanceof Float64Array && index.length === ratio.length;

function isPosition(position: unknown): boolean {
  const { bytes, rows, batches, checksum } = (position ?? {}) as { [K in keyof TablePosition]?: unknown };
  return [bytes, rows, batches, checksum].every(isCount);
}
