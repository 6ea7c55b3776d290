import type { ErrorData, ExportReference } from '@epsie/core';

/** First message to a worker. */
export type WorkerSetup = {
  /** Number of the worker in its pool. The key also marks the message. */
  readonly epsieWorker: number;
  /** Addresses of `@epsie/core` and `@epsie/core/pool-kit`; undefined where the worker can import them by name. */
  readonly modules: ModuleAddresses | undefined;
  /** Name of a lock that the worker holds while it lives; undefined where the platform has no locks. */
  readonly lock: string | undefined;
};

/** Addresses of the modules that the program of a worker needs. */
export type ModuleAddresses = {
  /** URL of `@epsie/core`. */
  readonly core: string;
  /** URL of `@epsie/core/pool-kit`. */
  readonly poolKit: string;
};

/** Message to a worker: run this task on this item. */
export type TaskRequest = ExportReference & {
  /** Number of the request on this worker. */
  readonly id: number;
  /** The task's argument. */
  readonly item: unknown;
};

/** Message to a worker: the result of the request with this number is no longer needed. */
export type Cancellation = { readonly cancel: number };

/** Any message to a worker. */
export type ToWorker = WorkerSetup | TaskRequest | Cancellation;

/** Message from a worker: the outcome of the request with this `id`. */
export type Reply = { readonly id: number } & ({ readonly result: unknown } | { readonly error: ErrorData });

/** Message from a worker about itself. */
export type Report =
  /** It has loaded, and holds its lock or cannot. */
  | { readonly epsieReport: 'ready'; readonly locked: boolean }
  /** It cannot load `@epsie/core`. */
  | { readonly epsieReport: 'unusable'; readonly message: string }
  /** Code outside of the task threw while the task was running. */
  | { readonly epsieReport: 'stray'; readonly error: ErrorData }
  /** It is about to end, since its code called `close`. */
  | { readonly epsieReport: 'closing' };

/** Checks whether a message is the reply to request `id`; a model may post other messages. */
export function isReplyTo(id: number, message: unknown): message is Reply {
  if (typeof message !== 'object' || message === null) return false;
  return (message as { id?: unknown }).id === id && ('result' in message || 'error' in message);
}

/** Checks whether a message is a report. */
export const isReport = (message: unknown): message is Report =>
  typeof message === 'object' && message !== null && 'epsieReport' in message;

/** Key of the global object of a worker: the number of the worker in its pool, perhaps one of another copy of this package. */
export const WORKER_MARK: unique symbol = Symbol.for('@epsie/pool-web-workers');
