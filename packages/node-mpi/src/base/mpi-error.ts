/**
 * The error class of MPI by its name (`'MPI_ERR_TRUNCATE'`), or
 *
 * - `'NO_LIBRARY'`: no MPI library was found
 * - `'WRONG_LIBRARY'`: the MPI library belongs to another launcher, or to no known family
 * - `'NO_PMI'`: the launcher gave its processes no way to find each other
 * - `'NOT_USABLE'`: MPI was finalized, or cannot be used in this thread, or the communicator was freed
 * - `'BAD_MESSAGE'`: the message is not of the expected kind
 */
export type MpiErrorCode =
  | `MPI_ERR_${string}`
  | 'NO_LIBRARY'
  | 'WRONG_LIBRARY'
  | 'NO_PMI'
  | 'NOT_USABLE'
  | 'BAD_MESSAGE';

/** An error of MPI, or of this package about MPI. Invalid arguments are a `TypeError` or `RangeError` instead. */
export class MpiError extends Error {
  /** Always 'MpiError'. */
  override readonly name: string = 'MpiError';
  /** The kind of error. */
  readonly code: MpiErrorCode;
  /** The MPI function that failed, if one did. */
  declare readonly call?: string;

  /** Creates an error. Only this package does; others catch it. */
  constructor(code: MpiErrorCode, message: string, options: { readonly call?: string; readonly cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.code = code;
    if (options.call !== undefined) this.call = options.call;
  }
}
