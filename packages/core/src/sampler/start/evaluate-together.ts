import { acquirePoint, type Point, releasePoint } from '../../chain/point.ts';
import { createError } from '../../errors/epsie-error.ts';
import type { BatchCall } from '../../model/batch/batch-call.ts';
import { BatchPoint } from '../../model/batch/batch-point.ts';
import { PointBatch } from '../../model/batch/point-batch.ts';
import type { Evaluation } from '../../model/model.ts';
import type { TaskContext } from '../../pool/task.ts';
import { yieldIfDue } from '../../pool/turns.ts';
import { unlessAborted } from '../../pool/unless-aborted.ts';
import type { Evaluating } from './start-points.ts';

/** One of several works, with the point that it waits for. */
type Waiting = { readonly work: Evaluating<void>; readonly candidate: Point; readonly point: BatchPoint };

/**
 * Does several works at the same time, with one batch for the points that they wait for.
 *
 * @throws EpsieError `ABORTED` if the signal fires, and whatever a work throws
 */
export async function evaluateTogether(
  works: readonly Evaluating<void>[],
  parameters: readonly string[],
  call: BatchCall,
  context: TaskContext,
): Promise<void> {
  const batch = new PointBatch(call, parameters);
  let waiting = works.map((work): Waiting => {
    const candidate = acquirePoint(parameters);
    return { work, candidate, point: new BatchPoint(candidate) };
  });
  const points = waiting.map(({ candidate }) => candidate);
  try {
    waiting = waiting.filter(({ work, candidate }) => accept(work.next(), candidate));
    while (waiting.length > 0) {
      await evaluateBatch(batch, waiting, context);
      // A call that threw has no answers but one failure. If a work survives that, the others wait for the next batch.
      waiting = waiting.filter((one) => !one.point.answered || resume(one));
    }
  } finally {
    for (const point of points.reverse()) releasePoint(point);
  }
}

async function evaluateBatch(batch: PointBatch, waiting: readonly Waiting[], context: TaskContext): Promise<void> {
  const { signal, pause } = context;
  if (signal?.aborted) throw createError('ABORTED', 'Aborted: the start was cancelled', {});
  const pending = batch.evaluate(waiting.map(({ point }) => point));
  if (pending !== undefined) await unlessAborted(pending, signal);
  if (pause !== undefined) await yieldIfDue(pause);
}

/** Continues a work with its answer. Returns whether it waits for another point. */
function resume({ work, candidate, point }: Waiting): boolean {
  let evaluation: Evaluation;
  try {
    evaluation = { ...point.take() };
  } catch (failure) {
    return accept(work.throw(failure), candidate);
  }
  return accept(work.next(evaluation), candidate);
}

function accept(next: IteratorResult<Float64Array, void>, { values }: Point): boolean {
  if (next.done) return false;
  values.set(next.value);
  return true;
}
