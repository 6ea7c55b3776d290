import { describe } from '../data/describe.ts';
import { EpsieError, type EpsieErrorCode } from './epsie-error.ts';

/** Any thrown value as plain data, which can be sent to another process. */
export type ErrorData = {
  /** Name of the error's class, `'Error'` for a thrown value that is not an error. */
  readonly name: string;
  /** The message. */
  readonly message: string;
  /** Stack of the error. */
  readonly stack?: string;
  /** Code of an {@link EpsieError}. */
  readonly code?: string;
  /** Own fields that are plain data. */
  readonly fields?: { readonly [name: string]: unknown };
  /** The underlying error. */
  readonly cause?: ErrorData;
};

const MAX_CAUSES = 5;
const BUILT_IN: ReadonlyMap<string, ErrorConstructor> = new Map(
  [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map((type) => [type.name, type]),
);
const STANDARD_FIELDS = new Set(['name', 'message', 'stack', 'code', 'cause']);

/**
 * Describes anything that was thrown as plain data. Never throws; leaves out what cannot be copied.
 *
 * @param thrown an error, or any other thrown value
 */
export function errorToData(thrown: unknown, depth: number = MAX_CAUSES): ErrorData {
  try {
    return describeThrown(thrown, depth);
  } catch {
    return { name: 'Error', message: 'a value that cannot be inspected was thrown' };
  }
}

function describeThrown(thrown: unknown, depth: number): ErrorData {
  if (!isErrorLike(thrown))
    return { name: 'Error', message: `a value that is not an error was thrown: ${describe(thrown)}` };
  const fields = plainFields(thrown);
  const { stack, cause } = thrown as { stack?: unknown; cause?: unknown };
  const code = (thrown as { code?: unknown }).code;
  return {
    name: String(thrown.name),
    message: String(thrown.message),
    ...(typeof stack === 'string' ? { stack } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(fields === undefined ? {} : { fields }),
    ...(cause === undefined || depth <= 0 ? {} : { cause: errorToData(cause, depth - 1) }),
  };
}

/**
 * Restores an error from the data of {@link errorToData}: an {@link EpsieError}, an error of the same class if JavaScript
 * defines it (`TypeError`, `RangeError`, …), else an `Error` of that name.
 */
export function errorFromData(data: ErrorData): Error {
  const options = data.cause === undefined ? {} : { cause: errorFromData(data.cause) };
  if (data.name === 'EpsieError' && data.code !== undefined) {
    const code = data.code as EpsieErrorCode;
    const error = new EpsieError(code, data.message, data.fields, options); // node-do-not-add-exception-line
    return withStack(error, data.stack);
  }
  const error = new (BUILT_IN.get(data.name) ?? Error)(data.message, options); // node-do-not-add-exception-line
  Object.defineProperty(error, 'name', { value: data.name, configurable: true, writable: true });
  Object.assign(error, data.fields, data.code === undefined ? {} : { code: data.code });
  return withStack(error, data.stack);
}

/** Returns a summary of what was thrown: name and message of an error, else the value. */
export function summarise(thrown: unknown): string {
  return isErrorLike(thrown) ? `${thrown.name}: ${thrown.message}` : describe(thrown);
}

function isErrorLike(value: unknown): value is Error {
  if (value instanceof Error) return true;
  // Errors of another realm (a VM context, an iframe) are not `instanceof` ours.
  return typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Error]';
}

function plainFields(error: object): { [name: string]: unknown } | undefined {
  const entries = Object.entries(error).filter(([name, value]) => !STANDARD_FIELDS.has(name) && isPlain(value, 4));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false;
  if (typeof value !== 'object' || value === null) return true;
  if (ArrayBuffer.isView(value)) return true;
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype !== Object.prototype && prototype !== null && !Array.isArray(value)) return false;
  return depth > 0 && Object.values(value).every((item) => isPlain(item, depth - 1));
}

function withStack<E extends Error>(error: E, stack: string | undefined): E {
  if (stack !== undefined) Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true });
  return error;
}
