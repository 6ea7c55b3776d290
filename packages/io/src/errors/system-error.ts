/** Creates an error like those of the system, for what the system or a library reports in another form. */
export function systemError(message: string, fields: { readonly code?: string; readonly cause?: unknown } = {}): Error {
  const { cause, ...rest } = fields;
  return Object.assign(new Error(message, cause === undefined ? {} : { cause }), rest);
}
