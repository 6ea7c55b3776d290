// The compiler is the test: each line after `@ts-expect-error` must be an error, and no other line.

import { createError, EpsieError, type EpsieErrorCode, isEpsieError } from '@epsie/core';
import { type Equal, expectTrue } from './equal.ts';

export function aCodeNarrowsToItsFields(error: unknown): void {
  // @ts-expect-error nothing is known yet
  error.code;
  if (isEpsieError(error, 'MODEL_FAILED')) {
    expectTrue<Equal<typeof error.code & string, 'MODEL_FAILED'>>();
    expectTrue<Equal<typeof error.chain, number>>();
    expectTrue<Equal<typeof error.position, { readonly [parameter: string]: number }>>();
    expectTrue<Equal<typeof error.cause, unknown>>();
    // @ts-expect-error a field of another code
    error.differences;
  }
  if (isEpsieError(error, 'STATE_MISMATCH')) {
    expectTrue<Equal<typeof error.differences, readonly string[]>>();
    // @ts-expect-error a field of another code
    error.chain;
  }
  // @ts-expect-error no such code
  isEpsieError(error, 'NO_SUCH_CODE');
}

export function withoutACodeASwitchNarrows(error: unknown): string {
  if (!isEpsieError(error)) return 'another error';
  expectTrue<Equal<typeof error.message, string>>();
  switch (error.code) {
    case 'MODEL_FAILED':
      return `iteration ${error.iteration}`;
    case 'START_REJECTED':
      return error.parameter ?? `chain ${error.chain}`;
    case 'STATE_MISMATCH':
      return error.differences.join();
    case 'POOL_BROKEN':
      return `worker ${error.worker}`;
    case 'FILE_DAMAGED':
    case 'FILE_FAILED':
      return error.path;
    case 'RUN_LOCKED':
      return `process ${error.pid} on ${error.host}`;
    case 'ABORTED':
      return String(error.cause);
  }
}

export function theFieldsOfACodeAreRequired(): void {
  type OfSampling = 'MODEL_FAILED' | 'START_REJECTED' | 'STATE_MISMATCH' | 'POOL_BROKEN' | 'ABORTED';
  type OfStorage = 'FILE_DAMAGED' | 'FILE_FAILED' | 'RUN_LOCKED';
  expectTrue<Equal<EpsieErrorCode, OfSampling | OfStorage>>();
  createError('START_REJECTED', 'outside', { chain: 1, temperature: 0 });
  // @ts-expect-error the chain is missing
  createError('START_REJECTED', 'outside', { temperature: 0 });
  // @ts-expect-error no such code
  new EpsieError('NO_SUCH_CODE', 'text');
}
