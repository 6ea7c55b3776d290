/**
 * What went wrong: MPI's own error class by its name (`'MPI_ERR_TRUNCATE'`), or
 *
 * - `'NO_LIBRARY'`: no MPI library was found
 * - `'WRONG_LIBRARY'`: the MPI library does not belong to the launcher, or is not known
 * - `'NO_PMI'`: the launcher gave its processes no way to find each other
 * - `'NOT_USABLE'`: MPI was finalized, or cannot be used in this thread, or the communicator was freed
 * - `'BAD_MESSAGE'`: what arrived is not what was asked for
 */
export type MpiErrorCode =
  | `MPI_ERR_${string}`
  | 'NO_LIBRARY'
  | 'WRONG_LIBRARY'
  | 'NO_PMI'
  | 'NOT_USABLE'
  | 'BAD_MESSAGE';

/** An error of MPI, or of this package about MPI. Wrong arguments are `TypeError` and `RangeError` instead. */
export class MpiError extends Error {
  /** Always 'MpiError'. */
  override readonly name: string = 'MpiError';
  /** What went wrong. */
  readonly code: MpiErrorCode;
  /** The MPI function that failed, where one did. */
  declare readonly call?: string;

  /** Made by this package; to be caught, not thrown, by others. */
  constructor(code: MpiErrorCode, message: string, options: { readonly call?: string; readonly cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.code = code;
    if (options.call !== undefined) this.call = options.call;
  }
}
