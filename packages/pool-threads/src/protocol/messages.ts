import type { ErrorData, ExportReference } from '@epsie/core';

/** Message to a worker: run this task on this item. */
export type TaskRequest = ExportReference & {
  /** Number of the request on this worker. */
  readonly id: number;
  /** The task's argument. */
  readonly item: unknown;
};

/** Message from a worker: the outcome of the request with this `id`. */
export type Reply = { readonly id: number } & ({ readonly result: unknown } | { readonly error: ErrorData });

/** The `workerData` of a worker. */
export type WorkerSetup = {
  /** Number of the worker in its pool. The key also marks a worker as one of a `ThreadPool`. */
  readonly epsieWorker: number;
  /** One number in shared memory: `id` of the last cancelled request. */
  readonly cancelled: Int32Array;
};

/** Checks whether a message is the reply to request `id`; a model may post other messages. */
export function isReplyTo(id: number, message: unknown): message is Reply {
  if (typeof message !== 'object' || message === null) return false;
  return (message as { id?: unknown }).id === id && ('result' in message || 'error' in message);
}

/** Checks whether this is the `workerData` of a worker of a `ThreadPool`, perhaps of another copy of this package. */
export function isWorkerSetup(data: unknown): data is WorkerSetup {
  return typeof data === 'object' && data !== null && 'epsieWorker' in data;
}
