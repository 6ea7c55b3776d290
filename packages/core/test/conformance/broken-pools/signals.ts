import { isEpsieError } from '@epsie/core';
import { type Fault, withError, withMap, without } from './faulty.js';

export const signals: readonly Fault[] = [
  {
    fault: 'ignores a signal that has already fired',
    check: 'rejects with ABORTED when the signal has already fired',
    message: /Expected the map to reject, but it resolved with \[2,4\]/,
    make: without('signal'),
  },
  {
    fault: 'rejects with the reason of the signal itself',
    check: 'rejects with ABORTED when the signal has already fired',
    message: /Expected the error to be an EpsieError of code ABORTED, got Error: no time/,
    make: withError((error) => (isEpsieError(error, 'ABORTED') ? error.cause : error)),
  },
  {
    fault: 'checks the signal only before it starts',
    check: 'rejects with ABORTED when the signal fires, at the latest when the tasks under way end',
    message: /Expected a map whose signal fired to end within 2000 ms, and it did not/,
    make: withMap((pool, task, items, { signal, ...options } = {}) =>
      pool.map(task, items, signal?.aborted ? { ...options, signal } : options),
    ),
  },
  {
    fault: 'is broken after an abort',
    check: 'rejects with ABORTED when the signal fires, at the latest when the tasks under way end',
    message: /Expected the check .* to end within|workers are gone/,
    make: () => {
      let gone = false;
      return withMap((pool, ...args) => {
        if (gone) throw new Error('workers are gone');
        return pool.map(...args).catch((error: unknown) => {
          gone = true;
          throw error;
        });
      })();
    },
  },
];
