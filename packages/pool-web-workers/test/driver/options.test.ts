import { WebWorkerPool, type WebWorkerPoolOptions } from '@epsie/pool-web-workers';
import test from 'ava';

const make = (options: unknown) => () => new WebWorkerPool(options as WebWorkerPoolOptions);

test('refuses invalid options, naming what was expected and what came', (t) => {
  const message = 'Expected `workers` to be an integer from 1 up, got';
  for (const workers of [0, -1, 1.5, Number.NaN, Infinity])
    t.throws(make({ workers }), { instanceOf: RangeError, message: `${message} ${workers}` });
  const wrong: readonly (readonly [options: unknown, message: string])[] = [
    [{ workers: '4' }, `${message} "4" (string)`],
    [{ startTimeLimit: '4' }, 'Expected `startTimeLimit` to be a positive number, got "4" (string)'],
    [{ threads: 4 }, 'Unknown option `threads` of `WebWorkerPool`: expected `workers`, `startTimeLimit`'],
    [
      { worker: 4 },
      'Unknown option `worker` of `WebWorkerPool`: expected `workers`, `startTimeLimit`. Did you mean `workers`?',
    ],
    [4, 'Expected the options of `WebWorkerPool` to be an object, got 4. Write `{ workers: 4 }`'],
    [null, 'Expected the options of `WebWorkerPool` to be an object, got null. Write `{ workers: 4 }`'],
  ];
  for (const [options, text] of wrong) t.throws(make(options), { instanceOf: TypeError, message: text });
  t.throws(make({ startTimeLimit: 0 }), {
    instanceOf: RangeError,
    message: 'Expected `startTimeLimit` to be a positive number, got 0',
  });
});

test('refuses Node, with advice', (t) => {
  t.throws(make({ workers: 1 }), {
    message:
      'Expected a platform with Web Workers, but this one has no global `Worker`. On Node, use `new ThreadPool()` of @epsie/pool-threads',
  });
});
