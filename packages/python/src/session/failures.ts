import { constants } from 'node:os';
import { usageError } from '@epsie/core/checks';
import type { Death, Failure } from '../protocol/frames.ts';

/** Returns the error of an exception in Python, or of a result that is not of the expected form. */
export function failureOf(failure: Failure): Error {
  if ('contract' in failure) return named('PythonError', usageError(failure.contract));
  const { type, message, traceback, place } = failure;
  const error = named('PythonError', usageError(`${type}: ${message}${place === '' ? '' : ` (${place})`}`));
  Object.assign(error, { traceback });
  // Node prints the stack of a cause: that of Python has the line to look at.
  Object.defineProperty(error, 'stack', { value: `${error.name}: ${error.message}\n${traceback}`, configurable: true });
  return error;
}

/** Returns the error of a Python that has ended. */
export function deathOf(death: Death | undefined, isStart: boolean): Error {
  const when = isStart ? ' while it was starting' : '';
  if (death === undefined)
    return named('PythonError', usageError(`Python ended${when}, and left no reason. Was it killed?`));
  const message =
    death.limit === undefined ? `Python ended${when}: ${howItEnded(death)}` : overLimit(death.limit, isStart);
  return named('PythonError', usageError(`${message}${lastLines(death.output)}`));
}

const overLimit = (limit: number, isStart: boolean): string =>
  isStart
    ? `Python was not ready within ${limit} s, and was ended. Does it load much? Raise \`startLimit\``
    : `The evaluation took longer than the time limit of ${limit} s, and Python was ended. Raise \`timeLimit\` if it is not an endless loop`;

function howItEnded({ signal, exit }: Death): string {
  if (signal === undefined)
    return `exit code ${exit}. Does it call \`os._exit\`, or close descriptors that are not its own?`;
  const name = Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? `signal ${signal}`;
  return `killed by ${name}${ADVICE[name] ?? ''}`;
}

const ADVICE: { readonly [signal: string]: string } = {
  SIGKILL: '. Did it run out of memory?',
  SIGSEGV: ', a fault in compiled code that it uses',
  SIGBUS: ', a fault in compiled code that it uses',
  SIGABRT: ', which compiled code that it uses asked for',
};

const lastLines = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : `. The last lines that it printed:\n${lines.join('\n')}`;

/** Returns an error under a name, which survives the way between threads. */
export function named(name: string, error: Error): Error {
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  return error;
}
