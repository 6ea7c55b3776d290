import { createError, errorFromData, errorToData, isEpsieError } from '@epsie/core';
import test from 'ava';

const overTheWire = (thrown: unknown): Error => errorFromData(structuredClone(errorToData(thrown)));

test('an error keeps its class, message, stack, fields and causes', (t) => {
  const cause = Object.assign(new Error('file not found'), { path: '/data/noise.txt' });
  const error = overTheWire(new RangeError('bad distance', { cause }));
  t.true(error instanceof RangeError);
  t.is(error.message, 'bad distance');
  t.regex(error.stack ?? '', /error-data\.test/);
  t.like(error.cause, { message: 'file not found', path: '/data/noise.txt' });
});

test('an EpsieError keeps its code and fields', (t) => {
  const fields = { chain: 3, temperature: 0, iteration: 12, position: { x: Number.NaN } };
  const error = overTheWire(createError('MODEL_FAILED', 'NaN', fields, new TypeError('inner')));
  t.true(isEpsieError(error, 'MODEL_FAILED'));
  t.like(error, fields);
  t.true(error.cause instanceof TypeError);
});

test('an error of an unknown class becomes an Error of that name', (t) => {
  class SolverError extends Error {
    override name = 'SolverError';
  }
  const error = overTheWire(new SolverError('diverged'));
  t.is(error.name, 'SolverError');
  t.is(String(error), 'SolverError: diverged');
});

test('an unusual class name is treated as a name only', (t) => {
  for (const name of ['constructor', '__proto__', 'toString', '']) {
    t.is(errorFromData({ name, message: 'odd' }).message, 'odd');
  }
});

test('a thrown value that is not an error is described', (t) => {
  const messages = [undefined, null, 'text', 7, { code: 3 }].map((thrown) => overTheWire(thrown).message);
  t.deepEqual(messages, [
    'a value that is not an error was thrown: undefined',
    'a value that is not an error was thrown: null',
    'a value that is not an error was thrown: "text"',
    'a value that is not an error was thrown: 7',
    'a value that is not an error was thrown: {"code":3}',
  ]);
});

test('fields that cannot be copied are left out', (t) => {
  const error = overTheWire(Object.assign(new Error('solver'), { retry: () => 1, map: new Map(), step: 4 }));
  t.like(error, { message: 'solver', step: 4, retry: undefined, map: undefined });
});

test('an endless chain of causes is cut off', (t) => {
  const error = new Error('round');
  error.cause = error;
  t.is(overTheWire(error).message, 'round');
});

test('describing never throws', (t) => {
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error('no');
      },
      getPrototypeOf: () => {
        throw new Error('no');
      },
    },
  );
  const getter = Object.defineProperty(new Error('ok'), 'message', {
    get: () => {
      throw new Error('no');
    },
  });
  for (const thrown of [hostile, getter, Object.create(null), Symbol('s')])
    t.is(typeof overTheWire(thrown).message, 'string');
});
