import { isEpsieError } from '@epsie/core';
import { type Fault, never, withMap, withMembers } from './faulty.js';

export const closing: readonly Fault[] = [
  {
    fault: 'runs maps after it was closed',
    check: 'may be closed twice, and rejects with POOL_BROKEN from then on',
    message: /Expected a map after close to reject, but it resolved with \[2\]/,
    make: withMembers(() => ({ close: async () => {} })),
  },
  {
    fault: 'cannot be closed twice',
    check: 'may be closed twice, and rejects with POOL_BROKEN from then on',
    message: /closed before/,
    make: withMembers(() => {
      let closed = false;
      return {
        close: async () => {
          if (closed) throw new Error('closed before');
          closed = true;
        },
      };
    }),
  },
  {
    fault: 'waits in close for workers that were never started',
    check: 'may be closed before it was used',
    message: /to end within 1000 ms, and it did not/,
    make: withMembers(() => ({ close: never })),
  },
  {
    fault: 'lets running maps continue when it is closed',
    check: 'rejects the maps under way with POOL_BROKEN when it is closed',
    message: /Expected a map of a closed pool to end within 2000 ms, and it did not/,
    make: withMembers(() => ({ close: async () => {} })),
  },
  {
    fault: 'leaves maps hanging when it is closed',
    check: 'rejects the maps under way with POOL_BROKEN when it is closed',
    message: /Expected a map of a closed pool to end within 2000 ms, and it did not/,
    make: withMap((pool, ...args) =>
      pool.map(...args).catch((error) => (isEpsieError(error) ? never() : Promise.reject(error))),
    ),
  },
  {
    fault: 'has an asyncDispose that does nothing',
    check: 'is closed by its asyncDispose, where it has one',
    message: /Expected a map after close to reject, but it resolved with \[2\]/,
    make: withMembers(() => ({ [Symbol.asyncDispose]: async () => {} })),
  },
];
