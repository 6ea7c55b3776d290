import { jsonOf } from '../output/json.ts';
import { withOptionNames } from '../output/option-names.ts';
import { COMMANDS } from '../registry/commands.ts';

/** An error as `--json` prints it. */
export type ErrorOutput = {
  /** Name of the command. */
  readonly command: string;
  /** False: the exit code is 1. */
  readonly ok: false;
  /** The error. */
  readonly error: {
    /** Class of the error, such as `EpsieError`, `TypeError` or `UsageError`. */
    readonly name: string;
    /** Code of an EpsieError or of the system. */
    readonly code?: string;
    /** Sentence that states what was expected, what came and what to do. */
    readonly message: string;
  };
};

/** Returns an error as data. */
export function failureOf(command: string, error: unknown): ErrorOutput {
  if (!(error instanceof Error)) return { command, ok: false, error: { name: 'Error', message: String(error) } };
  const { name, message } = error;
  const { code } = error as { readonly code?: unknown };
  return { command, ok: false, error: { name, ...(typeof code === 'string' ? { code } : {}), message } };
}

/** Prints an error: a line on stderr without stack, or JSON on stdout. */
export function printFailure(command: string, error: unknown, isJson: boolean): void {
  const failure = failureOf(command, error);
  if (isJson) process.stdout.write(`${jsonOf(failure)}\n`);
  else {
    const options = COMMANDS.find(({ name }) => name === command)?.options ?? [];
    process.stderr.write(`epsie: ${withOptionNames(failure.error.message, options)}\n`);
  }
}
