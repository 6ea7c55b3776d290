import type { ErrorData, ExportReference } from '@epsie/core';

/** To a worker: run this task on this item. */
export type Request = ExportReference & {
  /** Number of the request on this worker. */
  readonly id: number;
  /** The task's argument. */
  readonly item: unknown;
};

/** From a worker: what became of the request of this `id`. */
export type Reply = { readonly id: number } & ({ readonly result: unknown } | { readonly error: ErrorData });

/** The `workerData` of a worker. */
export type WorkerSetup = {
  /** Number of the worker in its pool: also the mark by which a worker of ours is known. */
  readonly epsieWorker: number;
  /** One number in shared memory: the `id` of the last request that was cancelled. */
  readonly cancelled: Int32Array;
};

/** Whether a message is a reply to request `id`: a model may post messages of its own. */
export function isReplyTo(id: number, message: unknown): message is Reply {
  if (typeof message !== 'object' || message === null) return false;
  return (message as { id?: unknown }).id === id && ('result' in message || 'error' in message);
}

/** Whether this is the `workerData` of one of our workers, perhaps of another copy of this package. */
export function isWorkerSetup(data: unknown): data is WorkerSetup {
  return typeof data === 'object' && data !== null && 'epsieWorker' in data;
}
