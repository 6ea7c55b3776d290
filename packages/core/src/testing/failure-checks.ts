import { createAbortController } from '../platform/host.ts';
import type { Pool } from '../pool/pool.ts';
import {
  double,
  failForBad,
  failWithCode,
  missingExport,
  missingModule,
  pause,
  throwFunction,
  throwUndefined,
} from './conformance-tasks.ts';
import { expectCode, expectMessage, expectSame, expectThat, later, rejection } from './expect.ts';
import type { Check } from './result-checks.ts';
import { sleep, within } from './timers.ts';

/** Milliseconds from an abort (or a close) to the rejection, with tasks of a quarter of a second. */
const PROMPTLY = 2000;

/** Checks of failures, aborts and pools that end. */
export const checksOfFailures: readonly Check[] = [
  [
    'rejects with the error of the task',
    async (pool) => {
      const error = await rejection('the map', pool.map(failForBad, ['good', 'bad', 'good']));
      expectMessage('the error', error, 'this item is bad');
    },
  ],
  [
    'rejects with the error of a task although it is the only one',
    async (pool) => {
      expectMessage('the error', await rejection('the map', pool.map(failForBad, ['bad'])), 'this item is bad');
    },
  ],
  [
    'rejects when a task throws undefined',
    async (pool) => {
      await rejection('the map', pool.map(throwUndefined, [1]));
      await stillWorks(pool);
    },
  ],
  [
    'rejects when a task throws what cannot be copied',
    async (pool) => {
      expectMessage('the error', await rejection('the map', pool.map(throwFunction, [1])), 'with a function inside');
      await stillWorks(pool);
    },
  ],
  [
    'keeps the message of an EpsieError',
    async (pool) => {
      const error = await rejection('the map', pool.map(failWithCode, [7]));
      expectMessage('the error', error, 'The model returned NaN at x = 7');
    },
  ],
  [
    'names an export that is missing',
    async (pool) => {
      expectMessage('the error', await rejection('the map', pool.map(missingExport, [1])), 'notExported');
      await stillWorks(pool);
    },
  ],
  [
    'names a module that cannot be imported',
    async (pool) => {
      expectMessage('the error', await rejection('the map', pool.map(missingModule, [1])), 'no-such-module');
      await stillWorks(pool);
    },
  ],
  [
    'is usable after a map failed',
    async (pool) => {
      const items = Array.from({ length: 20 }, (_, i) => (i % 5 === 1 ? 'bad' : 'good'));
      for (let round = 0; round < 3; round++) await rejection('the map', pool.map(failForBad, items));
      await stillWorks(pool);
    },
  ],
  [
    'a map that fails does not disturb another one',
    async (pool) => {
      const good = later(pool.map(double, [1, 2, 3, 4]));
      const bad = rejection('the map', pool.map(failForBad, ['bad', 'bad']));
      expectMessage('the error', await bad, 'this item is bad');
      expectSame('the results of the other', await good, [2, 4, 6, 8]);
    },
  ],
  [
    'does not call onResult after the map has rejected',
    async (pool) => {
      let ended = false;
      let late = 0;
      const onResult = () => {
        late += ended ? 1 : 0;
      };
      await rejection('the map', pool.map(failForBad, ['bad', 'good', 'good', 'good', 'good'], { onResult }));
      ended = true;
      await sleep(50);
      await stillWorks(pool);
      expectSame('the number of calls of onResult after the end', late, 0);
    },
  ],
  [
    'rejects with ABORTED when the signal has already fired',
    async (pool) => {
      const controller = createAbortController();
      controller.abort(new Error('no time'));
      const error = await rejection('the map', pool.map(double, [1, 2], { signal: controller.signal }));
      expectCode('the error', error, 'ABORTED');
      expectThat("the error's cause to be the signal's reason", (error as Error).cause === controller.signal.reason);
    },
  ],
  [
    'rejects with ABORTED when the signal fires, at the latest when the tasks under way end',
    async (pool) => {
      await stillWorks(pool);
      const controller = createAbortController();
      const map = later(rejection('the map', pool.map(pause, pauses(pool), { signal: controller.signal })));
      await sleep(60);
      controller.abort(new Error('enough'));
      const error = await within(PROMPTLY, 'a map whose signal fired', map);
      expectCode('the error', error, 'ABORTED');
      expectThat("the error's cause to be the signal's reason", (error as Error).cause === controller.signal.reason);
      await stillWorks(pool);
    },
  ],
  [
    'has a size that is a positive integer, or none',
    async ({ size }) => {
      expectThat(
        `size to be a positive integer, got ${size}`,
        size === undefined || (Number.isInteger(size) && size > 0),
      );
    },
  ],
];

/** Checks of pools that have a `close`. */
export const checksOfClose: readonly Check[] = [
  ofClose('may be closed twice, and rejects with POOL_BROKEN from then on', async (pool, close) => {
    await stillWorks(pool);
    await close();
    await close();
    expectCode('the error', await rejection('a map after close', pool.map(double, [1])), 'POOL_BROKEN');
  }),
  ofClose('may be closed before it was used', async (_pool, close) => {
    await close();
  }),
  ofClose('rejects the maps under way with POOL_BROKEN when it is closed', async (pool, close) => {
    await stillWorks(pool);
    const map = later(rejection('the map', pool.map(pause, pauses(pool))));
    await sleep(60);
    await within(PROMPTLY, 'close()', close());
    expectCode('the error', await within(PROMPTLY, 'a map of a closed pool', map), 'POOL_BROKEN');
  }),
  [
    'is closed by its asyncDispose, where it has one',
    async (pool) => {
      if (pool[Symbol.asyncDispose] === undefined) return;
      await pool[Symbol.asyncDispose]?.();
      expectCode('the error', await rejection('a map after close', pool.map(double, [1])), 'POOL_BROKEN');
    },
  ],
];

function ofClose(name: string, run: (pool: Pool, close: () => Promise<void>) => Promise<void>): Check {
  return [
    name,
    async (pool) => {
      if (pool.close !== undefined) await run(pool, async () => await pool.close?.());
    },
  ];
}

/** Work for seconds, in tasks of a quarter of a second. */
const pauses = (pool: Pool): number[] => Array.from({ length: 16 * (pool.size ?? 4) }, () => 250);

async function stillWorks(pool: Pool): Promise<void> {
  const items = Array.from({ length: 2 * (pool.size ?? 4) }, (_, i) => i);
  expectSame(
    'the results of another map',
    await pool.map(double, items),
    items.map((x) => 2 * x),
  );
}
