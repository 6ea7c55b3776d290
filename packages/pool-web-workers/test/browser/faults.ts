// Faults in workers, as functions that tests call in the page of a browser.
import { defineModel, MetropolisHastingsSampler, type PortableModel } from '@epsie/core';
import type { WebWorkerPool } from '@epsie/pool-web-workers';
import { broken } from '../fixtures/broken-model.js';
import { gaussian } from '../fixtures/gaussian.js';
import {
  chatter,
  echo,
  end,
  endAtFirst,
  giveAway,
  leaveBomb,
  loop,
  loopPolitely,
  returnFunction,
  throwOdd,
  whatIsLeft,
  where,
} from '../fixtures/tasks.js';
import { type Caught, caught, withPool } from './in-page.js';

const one = { workers: 1 };
const page = globalThis as unknown as {
  addEventListener(type: 'error', listener: (event: { readonly message: string }) => void): void;
};
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Returns the error of a sampler whose model fails to load in the workers, and whether the pool works afterwards. */
export function failingModel(kind: keyof typeof models): Promise<[Caught, unknown]> {
  return withPool(one, async (pool) => {
    const model = await models[kind]();
    const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1, pool });
    return [await caught(() => sampler.start({ x: [0, 1] })), await pool.map(echo, [1, 2])];
  });
}

type Model = PortableModel<'x'>;

const models = {
  broken: async () => broken as Model,
  missing: async () =>
    defineModel(new URL('no-such-model.js', import.meta.url).href, () => ({ logPrior: 0, logLikelihood: 0 })) as Model,
  'main script': async () => {
    const { model, pool } = await import('../fixtures/main-script.js');
    await pool.close();
    return model as Model;
  },
} satisfies { readonly [kind: string]: () => Promise<Model> };

/** Returns the error of a map whose task ends its worker each time, and whether the pool works afterwards. */
export const lostTwice = (kind: string): Promise<[Caught, unknown]> =>
  withPool({ workers: 2 }, async (pool) => [
    await caught(() => pool.map(end, [kind])),
    await pool.map(echo, [1, 2, 3]),
  ]);

/** Returns the results of a map whose task ended its worker once. */
export const lostOnce = (): Promise<unknown> => withPool(one, (pool) => pool.map(endAtFirst, [crypto.randomUUID()]));

/** Returns the error of a map on a pool whose program does not load. */
export const notLoading = (startTimeLimit: number): Promise<Caught> =>
  withPool({ workers: 2, startTimeLimit }, (pool) => caught(() => pool.map(echo, [1, 2, 3])));

/** Returns the results of two maps on a pool of whose workers only the first can start. */
export const oneWorkerOnly = (startTimeLimit: number): Promise<unknown> =>
  withPool({ workers: 3, startTimeLimit }, async (pool) => {
    await pool.map(echo, [0]);
    await fetch('/stop-serving');
    return [await pool.map(echo, [1, 2, 3, 4]), await pool.map(echo, [5, 6])];
  });

/** Returns the errors of tasks that throw. */
export const thrown = (): Promise<Caught[]> =>
  withPool(one, async (pool) => {
    const errors = [];
    for (const kind of ['range', 'text', 'function', 'code'])
      errors.push(await caught(() => pool.map(throwOdd, [kind])));
    errors.push(await caught(() => pool.map(returnFunction, [1])));
    errors.push(await caught(() => pool.map(echo, [1, () => 2])));
    errors.push(await caught(() => pool.map(((x: number) => x) as never, [1])));
    return [...errors, await caught(async () => await pool.map(where, [0]).then(([place]) => expectFirst(place)))];
  });

const expectFirst = (place: { readonly calls: number } | undefined): never => {
  throw new Error(`the worker has run ${place?.calls} task of this kind`);
};

/** Returns the workers before and after a signal fired, and the time from the signal until the next map had ended. */
export async function aborted(kind: 'polite' | 'stuck') {
  return await withPool(one, async (pool) => {
    const before = await pool.map(where, [0]);
    const controller = new AbortController();
    const { signal } = controller;
    const map = caught(() => pool.map(kind === 'polite' ? loopPolitely : loop, [0], { signal }));
    setTimeout(() => controller.abort(), 100);
    const error = await map;
    const start = performance.now();
    const after = await pool.map(where, [0]);
    return { error, isSame: before[0]?.worker === after[0]?.worker, milliseconds: performance.now() - start };
  });
}

/** Returns the iterations of a sampler when its run was aborted, and whether the next map has the same worker. */
export const abortedRun = () =>
  withPool(one, async (pool) => {
    const [before] = await pool.map(where, [0]);
    const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model: gaussian, chains: 1, seed: 1, pool });
    await sampler.start({ x: [0] });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const error = await caught(() => sampler.run(100_000_000, { signal: controller.signal }));
    const [after] = await pool.map(where, [0]);
    return { error, iterations: sampler.iterations, isSame: before?.worker === after?.worker };
  });

/** Returns the error of a map that was running when the pool was closed, and the time that it took. */
export const closed = (): Promise<Caught[]> =>
  withPool(one, async (pool: WebWorkerPool) => {
    const running = caught(() => pool.map(loop, [0]));
    await sleep(50);
    await pool.close();
    await pool.close();
    return [await running, await caught(() => pool.map(echo, []))];
  });

/** Returns whether a worker is replaced after an error while it was idle, and the errors that the page got to know. */
export const idleFault = (): Promise<[boolean, string[]]> =>
  withPool(one, async (pool) => {
    const reports: string[] = [];
    page.addEventListener('error', ({ message }) => reports.push(message));
    const [before] = await pool.map(leaveBomb, [5]);
    // The page gets to know the error in its own time: before the pool replaces the worker, or after.
    let isReplaced = false;
    for (let i = 0; i < 2000 && !(isReplaced && reports.length > 0); i++) {
      await sleep(10);
      const [after] = await pool.map(where, [0]);
      isReplaced ||= after?.worker !== before;
    }
    return [isReplaced, reports];
  });

/** Returns a length before and after the transfer of an array, and the results of tasks that post messages of their own. */
export const messages = (): Promise<unknown[]> =>
  withPool(one, async (pool) => {
    const [result] = await pool.map(giveAway, [100_000]);
    return [result?.values.length, await pool.map(whatIsLeft, [0]), await pool.map(chatter, [1, 2, 3])];
  });
