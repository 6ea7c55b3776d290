import { describe } from '../data/describe.ts';
import { type EpsieErrorCode, isEpsieError } from '../errors/epsie-error.ts';

/** Throws unless two values are the same plain data, bit for bit. */
export function expectSame(what: string, got: unknown, expected: unknown): void {
  if (!sameData(got, expected)) throw new Error(`Expected ${what} to be ${describe(expected)}, got ${describe(got)}`);
}

/** Throws unless a condition holds. */
export function expectThat(what: string, holds: boolean): void {
  if (!holds) throw new Error(`Expected ${what}`);
}

/** Waits for a promise that must reject, and returns the reason. */
export async function rejection(what: string, promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (reason) {
    return reason;
  }
  throw new Error(`Expected ${what} to reject, but it resolved with ${describe(value)}`);
}

/** Returns a promise to be awaited later: if it rejects before, that is not an unhandled rejection. */
export function later<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Throws unless something is an `Error` whose message contains a text. */
export function expectMessage(what: string, error: unknown, text: string): void {
  if (error instanceof Error && error.message.includes(text)) return;
  throw new Error(`Expected ${what} to be an Error with ${describe(text)} in its message, got ${described(error)}`);
}

/** Throws unless something is an EpsieError of a code. */
export function expectCode(what: string, error: unknown, code: EpsieErrorCode): void {
  if (isEpsieError(error, code)) return;
  throw new Error(`Expected ${what} to be an EpsieError of code ${code}, got ${described(error)}`);
}

const described = (error: unknown): string => (error instanceof Error ? String(error) : describe(error));

/** Returns whether two values are the same plain data: NaN is NaN, -0 is not 0, and typed arrays agree in their type. */
export function sameData(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (kindOf(a) !== kindOf(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameData(a[key as never], b[key as never]));
}

const kindOf = (value: object): string => Object.prototype.toString.call(value);
