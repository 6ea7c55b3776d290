/** Kind of an error while sampling, as a literal that programs can switch on. */
export type EpsieErrorCode = keyof EpsieErrorFields;

/** The typed fields that each {@link EpsieErrorCode} carries. */
export type EpsieErrorFields = {
  /** The model threw, or returned something that is not an evaluation. */
  MODEL_FAILED: {
    /** Index of the chain. */
    readonly chain: number;
    /** Index of the temperature level, 0 (the coldest) without tempering. */
    readonly temperature: number;
    /** Number of the iteration that failed; 0 for a start point. */
    readonly iteration: number;
    /** Point at which the model was evaluated. */
    readonly position: { readonly [parameter: string]: number };
    /** Return value of the model, if it returned. */
    readonly evaluation?: unknown;
  };
  /** A start point that no chain can start from. */
  START_REJECTED: {
    /** Index of the chain. */
    readonly chain: number;
    /** Index of the temperature level. */
    readonly temperature: number;
    /** Parameter that the error concerns, if it concerns one. */
    readonly parameter?: string;
  };
  /** A state or checkpoint of another configuration or schema. */
  STATE_MISMATCH: {
    /** One line for each difference. */
    readonly differences: readonly string[];
  };
  /** A worker process died, or the pool was closed. */
  POOL_BROKEN: {
    /** Number of the lost worker in its pool. */
    readonly worker?: number;
  };
  /** A file is damaged, incomplete or not of the expected kind. */
  FILE_DAMAGED: {
    /** Path of the file. */
    readonly path: string;
  };
  /** A file or directory cannot be read or written; `cause` is the error of the system. */
  FILE_FAILED: {
    /** Path of the file or directory. */
    readonly path: string;
  };
  /** Another process writes to the run. */
  RUN_LOCKED: {
    /** Directory of the run. */
    readonly path: string;
    /** Host name of the other process. */
    readonly host: string;
    /** Process id of the other process on its host. */
    readonly pid: number;
  };
  /** The signal of a run fired; `cause` is its reason. */
  ABORTED: Record<never, never>;
};

/** An {@link EpsieError} with the fields of its code. */
export type EpsieErrorOf<Code extends EpsieErrorCode> = {
  [C in Code]: EpsieError & {
    /** Kind of the error. */
    readonly code: C;
  } & EpsieErrorFields[C];
}[Code];

/**
 * Error of anything that fails after a sampler was created, with a literal `code`, the fields of that code
 * ({@link EpsieErrorFields}) and a `cause`. Invalid options throw a `TypeError` or `RangeError` instead.
 */
export class EpsieError extends Error {
  /** Always 'EpsieError'. Identifies errors of another copy of this package. */
  override readonly name: string = 'EpsieError';
  /** Kind of the error. */
  readonly code: EpsieErrorCode;

  /** Prefer {@link createError}, which checks the fields of each code. */
  constructor(code: EpsieErrorCode, message: string, fields: object = {}, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
    Object.assign(this, fields);
  }
}

/**
 * Creates an {@link EpsieError} with the fields that its code requires.
 *
 * @param code kind of the error
 * @param message readable message: what was expected, what came, what to do
 * @param fields the typed fields of the code
 * @param cause the underlying error
 */
export function createError<Code extends EpsieErrorCode>(
  code: Code,
  message: string,
  fields: EpsieErrorFields[Code],
  cause?: unknown,
): EpsieErrorOf<Code> {
  const options = cause === undefined ? {} : { cause };
  const error = new EpsieError(code, message, fields, options); // node-do-not-add-exception-line
  return error as EpsieErrorOf<Code>;
}

/**
 * Returns whether a caught value is an {@link EpsieError}, of `code` if that is given. Checks the shape, not the class, so
 * that it works across copies of this package.
 *
 * @example
 * ```ts
 * import { createError, isEpsieError } from '@epsie/core';
 *
 * const error: unknown = createError('MODEL_FAILED', 'NaN', { chain: 3, temperature: 0, iteration: 12, position: { x: 1 } });
 * if (isEpsieError(error, 'MODEL_FAILED')) console.log(error.chain, error.position);
 * ```
 */
export function isEpsieError<Code extends EpsieErrorCode = EpsieErrorCode>(
  error: unknown,
  code?: Code,
): error is EpsieErrorOf<Code> {
  if (!(error instanceof Error) || error.name !== 'EpsieError') return false;
  return code === undefined || (error as { code?: unknown }).code === code;
}
