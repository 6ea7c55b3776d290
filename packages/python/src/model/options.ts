import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DeclaredPrior } from '@epsie/core';
import {
  describe,
  expectBoolean,
  expectInteger,
  expectOptions,
  expectPositive,
  rangeError,
  typeError,
} from '@epsie/core/checks';

/** Options of {@link pythonModel}, but for the parameters. */
export type PythonOptions = {
  /** Path of the Python file, relative to the file that calls `pythonModel`. */
  readonly module: string;
  /** Name of the function in it, which takes `options` and returns the function to evaluate. Default 'model'. */
  readonly function?: string | undefined;
  /** Command that starts Python 3.8 or later: a name, a path, or a list of a command and its arguments. Default 'python3'. */
  readonly python?: string | readonly [string, ...string[]] | undefined;
  /** Argument of the function: anything that JSON can express. Default {}. */
  readonly options?: unknown;
  /** Whether the function to evaluate takes arrays of many points, and returns arrays. Default false. */
  readonly vectorized?: boolean | undefined;
  /** Limit of one call in seconds; after it, Python is ended and the run fails. Without it, a call may take any time. */
  readonly timeLimit?: number | undefined;
  /** Limit of the start in seconds: until the module is imported and the function has returned. Default 120. */
  readonly startLimit?: number | undefined;
  /** Threads of linear algebra (OpenMP, OpenBLAS, MKL …) in each Python. Default 1, since there is one Python per worker. */
  readonly threads?: number | undefined;
  /** Environment variables to add. */
  readonly env?: { readonly [name: string]: string } | undefined;
};

/** A likelihood in Python, with the prior declared here. */
export type DeclaredPythonOptions<P extends string> = PythonOptions & {
  /** Prior of each parameter. Python returns the log likelihood alone. */
  readonly prior: DeclaredPrior<P>;
  /** Absent: the names are those of `prior`. */
  readonly parameters?: undefined;
};

/** A likelihood and a prior in Python. */
export type FullPythonOptions<P extends string> = PythonOptions & {
  /** Names of the parameters. Python returns the log likelihood and the log prior. */
  readonly parameters: readonly P[];
  /** Absent: the prior is in Python. */
  readonly prior?: undefined;
};

const KNOWN = [
  'module',
  'function',
  'python',
  'options',
  'vectorized',
  'timeLimit',
  'startLimit',
  'threads',
  'env',
  'prior',
  'parameters',
];

/**
 * Checks the options of a model.
 *
 * @throws TypeError or RangeError that names the option
 */
export function checkOptions(
  options: PythonOptions & { readonly prior?: unknown; readonly parameters?: unknown },
): void {
  expectOptions('pythonModel', options, KNOWN, "{ module: './likelihood.py', prior: { x: uniform(0, 1) } }");
  const { function: name, python, vectorized, timeLimit, startLimit, threads, env, prior, parameters } = options;
  expectText('module', options.module, './likelihood.py');
  if (name !== undefined) expectText('function', name, 'model');
  if (python !== undefined) checkCommand(python);
  if (vectorized !== undefined) expectBoolean('vectorized', vectorized);
  if (timeLimit !== undefined) expectPositive('timeLimit', timeLimit);
  if (startLimit !== undefined) expectPositive('startLimit', startLimit);
  if (threads !== undefined) expectInteger('threads', threads, 1);
  if (env !== undefined) checkEnvironment(env);
  if ((prior === undefined) === (parameters === undefined))
    throw typeError(
      `Expected either \`prior\` (then Python returns the log likelihood) or \`parameters\` (then it returns log likelihood and log prior), got ${prior === undefined ? 'neither' : 'both'}`,
    );
  if (parameters !== undefined) checkParameters(parameters);
}

function expectText(name: string, value: unknown, example: string): void {
  if (typeof value === 'string' && value !== '') return;
  throw typeError(`Expected \`${name}\` to be a text such as '${example}', got ${describe(value)}`);
}

function checkCommand(python: unknown): void {
  const parts = Array.isArray(python) ? (python as readonly unknown[]) : [python];
  if (parts.length > 0 && parts.every((part) => typeof part === 'string' && part !== '')) return;
  throw typeError(
    `Expected \`python\` to be a command such as 'python3', or a list of a command and its arguments, got ${describe(python)}`,
  );
}

function checkEnvironment(env: unknown): void {
  const isObject = typeof env === 'object' && env !== null && !Array.isArray(env);
  const wrong = isObject ? Object.entries(env).find(([, value]) => typeof value !== 'string') : ['', env];
  if (wrong === undefined) return;
  const name = wrong[0] === '' ? '`env`' : `\`env.${String(wrong[0])}\``;
  throw typeError(
    `Expected ${name} to be ${wrong[0] === '' ? 'an object of texts' : 'a text'}, got ${describe(wrong[1])}`,
  );
}

function checkParameters(parameters: unknown): void {
  const names = Array.isArray(parameters) ? (parameters as readonly unknown[]) : [];
  if (names.length === 0 || !names.every((name) => typeof name === 'string' && name !== ''))
    throw typeError(`Expected \`parameters\` to be a list of names, got ${describe(parameters)}`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw rangeError(`Expected each of \`parameters\` once, got \`${String(twice)}\` twice`);
}

/**
 * Returns the path of the Python file beside the module that names it.
 *
 * @throws TypeError if there is no such file
 */
export function modulePath(url: string, module: string): string {
  const resolved = new URL(module, url);
  if (resolved.protocol !== 'file:')
    throw typeError(
      `Expected \`module\` to be a file, got ${resolved.href}. Is the first argument \`import.meta.url\`?`,
    );
  const path = fileURLToPath(resolved);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return path;
  throw typeError(
    `Expected \`module\` to be a Python file, got ${module}: there is no file ${path}. The path is relative to ${fileURLToPath(url)}; ` +
      'a compiler does not copy Python files, so name the one of the sources',
  );
}
