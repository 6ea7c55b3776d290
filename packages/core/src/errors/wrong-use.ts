// Node prints the line of source where an uncaught error was made above its message. A line of this package tells a user
// nothing, so errors of wrong use are made here, with the mark by which Node leaves the line out.

/** Options of an error besides its message. */
export type ErrorOptions = {
  /** The error behind it. */
  readonly cause?: unknown;
};

/** Makes the error of a value of the wrong type. */
export function typeError(message: string, options?: ErrorOptions): TypeError {
  return new TypeError(message, options); // node-do-not-add-exception-line
}

/** Makes the error of a number or a choice that is out of range. */
export function rangeError(message: string, options?: ErrorOptions): RangeError {
  return new RangeError(message, options); // node-do-not-add-exception-line
}

/** Makes the error of a call that comes at the wrong time, or in the wrong place. */
export function usageError(message: string, options?: ErrorOptions): Error {
  return new Error(message, options); // node-do-not-add-exception-line
}
