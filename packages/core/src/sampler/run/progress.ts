import { Block, type BlockShape } from '../../history/block.ts';
import type { ChainOutcome } from './advance-task.ts';

/** Progress of a call to `run` or `stream`. */
export type Progress = {
  /** Chains that have finished this segment. */
  readonly finished: number;
  /** Total number of chains. */
  readonly chains: number;
  /** Iterations of this call so far, averaged over the chains. */
  readonly iterations: number;
  /** Total number of iterations of this call. */
  readonly total: number;
  /** Mean acceptance rate in this segment of what has finished; with tempering at the lowest temperature. */
  readonly acceptance: number;
};

/** A function that receives progress reports, such as `progressLine()` of `@epsie/io`. */
export interface ProgressListener<P> {
  /** Called whenever there is progress. An error that it throws ends the run. */
  (progress: P): void;
  /** Called once when the run ends, even if it fails. */
  end?(): void;
}

/** Part of a call that a segment covers: `iterations` of `total`, after `done`. */
export type SegmentPlan = { readonly done: number; readonly iterations: number; readonly total: number };

/** A function that reports the finished chains of one part of a segment one by one: how many there are, and the outcome of the last one. */
export type ReportFinished = (finished: number, result: ChainOutcome | object) => void;

/**
 * Returns a function that makes the reports of each part of a segment, in their order. Its arguments are the room of a part for
 * samples, and the iterations of the segment before it.
 */
export function reportProgress(
  listener: ProgressListener<Progress>,
  chains: number,
  { done, iterations, total }: SegmentPlan,
): (shape: BlockShape, before: number) => ReportFinished {
  let accepted = 0;
  return (shape, before) => (finished, result) => {
    if ('samples' in result) accepted += countAccepted(new Block(shape, result.samples));
    const isLast = before + shape.iterations === iterations;
    listener({
      finished: isLast ? finished : 0,
      chains,
      iterations: done + before + (shape.iterations * finished) / chains,
      total,
      acceptance: accepted / (before * chains + finished * shape.iterations),
    });
  };
}

/** Counts the accepted jumps of level 0, whose flags come first. */
function countAccepted({ accepted, shape }: Block): number {
  let count = 0;
  for (let i = 0; i < shape.iterations; i++) count += accepted[i] as number;
  return count;
}
