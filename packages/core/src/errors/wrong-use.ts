// For an uncaught error, Node prints the line of source that created it above the message. A line of this package does not help a
// user, so errors of wrong use are created here, with the mark that makes Node omit the line.

/** Options of an error besides its message. */
export type ErrorOptions = {
  /** The underlying error. */
  readonly cause?: unknown;
};

/** Creates the error for a value of the wrong type. */
export function typeError(message: string, options?: ErrorOptions): TypeError {
  return new TypeError(message, options); // node-do-not-add-exception-line
}

/** Creates the error for a number or a choice that is out of range. */
export function rangeError(message: string, options?: ErrorOptions): RangeError {
  return new RangeError(message, options); // node-do-not-add-exception-line
}

/** Creates the error for a call at the wrong time, or in the wrong place. */
export function usageError(message: string, options?: ErrorOptions): Error {
  return new Error(message, options); // node-do-not-add-exception-line
}
