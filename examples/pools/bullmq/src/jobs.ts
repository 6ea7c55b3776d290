// What pool and workers agree on: the name of the queue, and the form of a job.
import { createRequire } from 'node:module';
import { deserialize, serialize } from 'node:v8';
import type { QueueEventsListener } from 'bullmq';

/** Name of the queue that pools and workers use by default. */
export const QUEUE = 'epsie';

const { version } = createRequire(import.meta.url)('@epsie/core/package.json') as { version: string };

/** Version of `@epsie/core` here. A worker with another one could compute other numbers. */
export const VERSION: string = version;

/** The data of a job. The worker stores its answer there, not as the return value, which every listener of the queue would get. */
export type JobData = { readonly version: string; readonly request?: string; readonly answer?: string };

/** Event of the queue with which a pool cancels a job. */
export interface CancelListener extends QueueEventsListener {
  cancel: (event: { jobId: string }, id: string) => void;
}

/** Returns plain data as text. Job data is JSON, which has no typed arrays, bigints and NaN. Throws for functions and the like. */
export const encode = (value: unknown): string => serialize(value).toString('base64');

/** Returns the data in a text. */
export const decode = (text: string): unknown => deserialize(Buffer.from(text, 'base64'));

/** Waits for a promise, but not longer than a limit; returns whether it was in time. */
export async function atMost(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  try {
    return await Promise.race([limit, work.then(() => true)]);
  } finally {
    clearTimeout(timer);
  }
}
