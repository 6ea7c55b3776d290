import { isPlainObject } from '@epsie/core/checks';

/** Returns whether a value is an object of values by name. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && isPlainObject(value);
