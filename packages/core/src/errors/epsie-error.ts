/** What can go wrong while sampling, as a literal that programs can switch on. */
export type EpsieErrorCode = keyof EpsieErrorFields;

/** The typed fields that each {@link EpsieErrorCode} carries. */
export type EpsieErrorFields = {
  /** The model threw, or returned something that is no evaluation. */
  MODEL_FAILED: {
    /** Index of the chain. */
    readonly chain: number;
    /** Index of the temperature level, 0 (the coldest) where there is no tempering. */
    readonly temperature: number;
    /** The iteration that was under way; 0 for a start point. */
    readonly iteration: number;
    /** The point that the model was asked about. */
    readonly position: { readonly [parameter: string]: number };
    /** What the model returned, where it returned. */
    readonly evaluation?: unknown;
  };
  /** A start point that no chain can start from. */
  START_REJECTED: {
    /** Index of the chain. */
    readonly chain: number;
    /** Index of the temperature level. */
    readonly temperature: number;
    /** The parameter at fault, where there is one. */
    readonly parameter?: string;
  };
  /** A state or checkpoint of another configuration or schema. */
  STATE_MISMATCH: {
    /** One line for each difference. */
    readonly differences: readonly string[];
  };
  /** A worker process died, or the pool was closed. */
  POOL_BROKEN: {
    /** The worker that was lost, by the number its pool gave it. */
    readonly worker?: number;
  };
  /** A file is damaged, incomplete or something else than expected. */
  FILE_DAMAGED: {
    /** Which file. */
    readonly path: string;
  };
  /** A file or directory cannot be read or written: `cause` is the error of the system. */
  FILE_FAILED: {
    /** Which one. */
    readonly path: string;
  };
  /** Another process writes to the run. */
  RUN_LOCKED: {
    /** The directory of the run. */
    readonly path: string;
    /** Host name of the other process. */
    readonly host: string;
    /** Its number there. */
    readonly pid: number;
  };
  /** The signal of a run fired; `cause` is its reason. */
  ABORTED: Record<never, never>;
};

/** An {@link EpsieError} with the fields of its code. */
export type EpsieErrorOf<Code extends EpsieErrorCode> = {
  [C in Code]: EpsieError & {
    /** What went wrong. */
    readonly code: C;
  } & EpsieErrorFields[C];
}[Code];

/**
 * The error of everything that can go wrong after a sampler was built: a literal `code`, the fields of that code
 * ({@link EpsieErrorFields}) and a `cause`. Wrong options are `TypeError` and `RangeError` instead.
 */
export class EpsieError extends Error {
  /** Always 'EpsieError': how an error of another copy of this package is known. */
  override readonly name: string = 'EpsieError';
  /** What went wrong. */
  readonly code: EpsieErrorCode;

  /** Prefer {@link createError}, which knows the fields of each code. */
  constructor(code: EpsieErrorCode, message: string, fields: object = {}, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
    Object.assign(this, fields);
  }
}

/**
 * Makes an {@link EpsieError} with the fields that its code asks for.
 *
 * @param code what went wrong
 * @param message a sentence for a person: what was expected, what came, what to do
 * @param fields the typed fields of the code
 * @param cause the error behind this one
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
 * Whether a caught value is an {@link EpsieError}, and if a `code` is given, of that code. Asks for the shape, not for
 * the class, so that it holds across two copies of this package.
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
