import type { ErrorData, ExportReference } from '@epsie/core';

/** Tags of the messages between rank 0 and the worker ranks. */
export const TAG = {
  /** To a worker rank: a {@link TaskRequest}. */
  task: 1,
  /** From a worker rank: a {@link Reply}. */
  reply: 2,
  /** To a worker rank: one 32-bit integer, the `id` of a cancelled request, or {@link STOP}. */
  control: 3,
} as const;

/** The control message that ends a worker rank. */
export const STOP = -1;

/** Message to a worker rank: run this task on this item. */
export type TaskRequest = ExportReference & {
  /** Number of the request on this rank, from 1. */
  readonly id: number;
  /** The task's argument. */
  readonly item: unknown;
};

/** Message from a worker rank: the outcome of its request. */
export type Reply = { readonly result: unknown } | { readonly error: ErrorData };
