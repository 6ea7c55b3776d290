// A model and a task for the tests, in a module of their own, which workers import.
import { existsSync, writeFileSync } from 'node:fs';
import { defineModelFactory, defineTask, type Random, type Task } from '@epsie/core';

type Parameters = { a: number; b: number };

const samplePrior = (random: Random): Parameters => ({ a: random.uniform(-6, 6), b: random.uniform(-40, 40) });

/** Two modes in a, a ridge in b, and a uniform prior. With `trap`, the first evaluation anywhere creates that file and kills its worker. */
export const ridge = defineModelFactory(
  import.meta.url,
  ({ trap }: { trap?: string }) => ({
    samplePrior,
    evaluate({ a, b }: Parameters) {
      if (trap !== undefined && !existsSync(trap)) spring(trap);
      return {
        logPrior: Math.abs(a) <= 6 && Math.abs(b) <= 40 ? -Math.log(12 * 80) : Number.NEGATIVE_INFINITY,
        logLikelihood: Math.log(Math.exp(-2 * (a - 3) ** 2) + Math.exp(-2 * (a + 3) ** 2)) - 2 * (b - a * a) ** 2,
        blob: { distance: b - a * a },
      };
    },
  }),
  'ridge',
);

/** Kills every worker that runs it. */
export const deadly: Task<number, never> = defineTask(import.meta.url, 'deadly', () => die());

/** Returns the item as it came. */
export const echo: Task<unknown, unknown> = defineTask(import.meta.url, 'echo', (item: unknown) => item);

/** Returns the process id of its worker. */
export const pidOf: Task<unknown, number> = defineTask(import.meta.url, 'pidOf', () => process.pid);

/** Returns the process id of its worker after some milliseconds. */
export const slowly: Task<number, number> = defineTask(import.meta.url, 'slowly', async (milliseconds: number) => {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return process.pid;
});

function spring(trap: string): void {
  writeFileSync(trap, '');
  die();
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
}
