import type { ErrorData, ExportReference } from '@epsie/core';

/** Tags of the messages between the main program and the other ranks. */
export const TAG = {
  /** To a rank: a {@link Request}. */
  task: 1,
  /** From a rank: a {@link Reply}. */
  reply: 2,
  /** To a rank: one 32-bit integer, the `id` of the request that nobody waits for any more, or {@link STOP}. */
  control: 3,
} as const;

/** The control message that ends a rank. */
export const STOP = -1;

/** Run this task on this item. */
export type Request = ExportReference & {
  /** Number of the request on this rank, from 1. */
  readonly id: number;
  /** The task's argument. */
  readonly item: unknown;
};

/** What became of the request. */
export type Reply = { readonly result: unknown } | { readonly error: ErrorData };
