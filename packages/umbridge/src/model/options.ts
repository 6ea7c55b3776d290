import type { DeclaredPrior } from '@epsie/core';
import {
  describe,
  expectInteger,
  expectJson,
  expectOptions,
  expectPositive,
  rangeError,
  typeError,
} from '@epsie/core/checks';

/** Options of {@link umBridgeModel}, but for the parameters. */
export type UmBridgeOptions = {
  /** Address of the server, such as `http://localhost:4242`, or of several that have the same model. */
  readonly url: string | readonly [string, ...string[]];
  /** Name of the model on the server. */
  readonly name: string;
  /** Configuration, which every request has: anything that JSON can express. Default {}. */
  readonly config?: { readonly [name: string]: unknown } | undefined;
  /** Names of the parameters of each input vector. Default: all parameters in their order, divided by the input sizes of the server. */
  readonly inputs?: readonly (readonly string[])[] | undefined;
  /**
   * Names of the numbers of the output, vector after vector: `logLikelihood`, `logPrior` unless it is declared, and names under which to
   * record the others. Default ['logLikelihood'] with `prior`, ['logPrior', 'logLikelihood'] with `parameters`.
   */
  readonly output?: readonly string[] | undefined;
  /** Limit of one request in seconds. Default 600. */
  readonly timeLimit?: number | undefined;
  /** Number of failures to answer, one after another, after which a server is tried again. Default 3. */
  readonly retries?: number | undefined;
  /** Requests on their way to one server at a time. Default 1. */
  readonly concurrency?: number | undefined;
};

/** A likelihood behind a server, with the prior declared here. */
export type DeclaredUmBridgeOptions<P extends string> = UmBridgeOptions & {
  /** Prior of each parameter. The server returns the log likelihood. */
  readonly prior: DeclaredPrior<P>;
  /** Absent: the names are those of `prior`. */
  readonly parameters?: undefined;
};

/** A likelihood and a prior behind a server. */
export type FullUmBridgeOptions<P extends string> = UmBridgeOptions & {
  /** Names of the parameters. The server returns log prior and log likelihood. */
  readonly parameters: readonly P[];
  /** Absent: the prior is behind the server. */
  readonly prior?: undefined;
};

/** Options of either form. */
export type AnyUmBridgeOptions = DeclaredUmBridgeOptions<string> | FullUmBridgeOptions<string>;

const KNOWN = [
  'url',
  'name',
  'config',
  'inputs',
  'output',
  'timeLimit',
  'retries',
  'concurrency',
  'prior',
  'parameters',
];

/**
 * Checks the options of a model.
 *
 * @throws TypeError or RangeError that names the option
 */
export function checkOptions(options: AnyUmBridgeOptions): void {
  const example = "{ url: 'http://localhost:4242', name: 'posterior', prior: { x: uniform(0, 1) } }";
  expectOptions('umBridgeModel', options, KNOWN, example);
  const { url, name, config, inputs, output, timeLimit, retries, concurrency, prior, parameters } = options;
  checkUrls(url);
  if (typeof name !== 'string' || name === '')
    throw typeError(`Expected \`name\` to be the name of a model of the server, got ${describe(name)}`);
  if (config !== undefined) checkConfig(config);
  if (timeLimit !== undefined) expectPositive('timeLimit', timeLimit);
  if (retries !== undefined) expectInteger('retries', retries, 0);
  if (concurrency !== undefined) expectInteger('concurrency', concurrency, 1);
  if ((prior === undefined) === (parameters === undefined))
    throw typeError(
      'Expected either `prior` (then the server returns the log likelihood) or `parameters` (then it returns log prior and log likelihood), ' +
        `got ${prior === undefined ? 'neither' : 'both'}`,
    );
  if (parameters !== undefined) checkNames('parameters', parameters);
  if (output !== undefined) checkOutput(output, prior !== undefined);
  if (inputs !== undefined) checkInputs(inputs, parameters ?? Object.keys(prior as object));
}

function checkUrls(url: unknown): void {
  const urls: readonly unknown[] = Array.isArray(url) ? url : [url];
  const wrong = urls.find((item) => !isAddress(item));
  if (urls.length === 0 || wrong !== undefined || urls.includes(undefined))
    throw typeError(
      `Expected \`url\` to be the address of an UM-Bridge server such as 'http://localhost:4242', or a list of these, got ${describe(wrong ?? url)}`,
    );
  const twice = urls.find((item, i) => urls.indexOf(item) !== i);
  if (twice !== undefined)
    throw rangeError(
      `Expected every address of \`url\` once, got ${describe(twice)} twice. For several requests to it at a time, set \`concurrency\``,
    );
}

const isAddress = (value: unknown): boolean =>
  typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

function checkConfig(config: unknown): void {
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    throw typeError(`Expected \`config\` to be an object, got ${describe(config)}`);
  expectJson('config', config);
}

function checkNames(option: string, names: unknown): asserts names is readonly string[] {
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => typeof name === 'string' && name !== ''))
    throw typeError(`Expected \`${option}\` to be a list of names, got ${describe(names)}`);
  const twice: unknown = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw rangeError(`Expected each of \`${option}\` once, got \`${String(twice)}\` twice`);
}

function checkOutput(output: unknown, isDeclared: boolean): void {
  checkNames('output', output);
  const needed = isDeclared ? ['logLikelihood'] : ['logLikelihood', 'logPrior'];
  const missing = needed.find((name) => !output.includes(name));
  if (missing !== undefined) throw rangeError(`Expected \`output\` to contain '${missing}', got ${describe(output)}`);
  if (isDeclared && output.includes('logPrior'))
    throw rangeError(
      "Expected `output` not to contain 'logPrior', since `prior` declares it. To record the number of the server, give it another name",
    );
}

function checkInputs(inputs: unknown, parameters: readonly string[]): void {
  if (!Array.isArray(inputs) || !inputs.every((names) => Array.isArray(names)))
    throw typeError(
      `Expected \`inputs\` to be a list of lists of names, one per input vector, got ${describe(inputs)}`,
    );
  const names: readonly unknown[] = inputs.flat();
  checkNames('inputs', names);
  const wrong = names.find((name) => !parameters.includes(name)) ?? parameters.find((name) => !names.includes(name));
  if (wrong === undefined) return;
  const problem = parameters.includes(wrong) ? 'without' : 'with the unknown';
  throw rangeError(
    `Expected \`inputs\` to contain every parameter once (${parameters.join(', ')}), got ${describe(inputs)} ${problem} \`${wrong}\``,
  );
}
