import { expected, rangeError } from '@epsie/core/checks';

/** Checks for one of some words. */
export function expectOneOf<T extends string>(option: string, value: unknown, words: readonly T[]): T {
  if (words.includes(value as T)) return value as T;
  throw rangeError(expected(option, words.map((word) => `'${word}'`).join(' or '), value));
}
