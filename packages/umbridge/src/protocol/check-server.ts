import { describe, suggestion, usageError } from '@epsie/core/checks';
import type { Client } from './client.ts';

/** Numbers that a model takes and returns. */
export type Expected = {
  /** Names of the parameters of each input vector; undefined where the server decides how one list of them is divided. */
  readonly inputs: readonly (readonly string[])[] | undefined;
  /** Names of all parameters. */
  readonly parameters: readonly string[];
  /** Names of the numbers of the output. */
  readonly output: readonly string[];
};

/**
 * Checks that a server can evaluate the model.
 *
 * @returns the lengths of the input vectors
 * @throws Error that names the server and what does not fit
 */
export async function checkServer(client: Client, expected: Expected): Promise<readonly number[]> {
  checkInfo(client, await client.info());
  const { support } = await client.modelInfo();
  if ((support as { readonly Evaluate?: unknown } | undefined)?.Evaluate !== true)
    throw usageError(
      `Expected the model \`${client.target.name}\` of ${client.target.url} to support Evaluate, got ${describe(support)}`,
    );
  const sizes = await client.sizes('input');
  checkInput(client, sizes, expected);
  checkOutput(client, await client.sizes('output'), expected.output);
  return sizes;
}

function checkInfo(client: Client, info: { readonly [name: string]: unknown }): void {
  const { protocolVersion, models } = info;
  const { name, url } = client.target;
  if (protocolVersion === undefined || Number(protocolVersion) !== 1)
    throw usageError(
      `Expected ${url} to use version 1.0 of the UM-Bridge protocol, got ${describe(protocolVersion)}. Update the library of the server`,
    );
  if (!Array.isArray(models))
    throw usageError(`Expected ${client.placeOf('Info')} to list its models, got ${describe(models)}`);
  if (models.includes(name)) return;
  const names = models.map(String);
  const list = names.map((model) => `\`${model}\``).join(', ') || 'none';
  throw usageError(`Expected ${url} to have the model \`${name}\`, got ${list}${suggestion(name, names)}`);
}

function checkInput(
  { target: { name, url } }: Client,
  sizes: readonly number[],
  { inputs, parameters }: Expected,
): void {
  const wanted = inputs?.map((names) => names.length);
  const fits =
    wanted === undefined
      ? sumOf(sizes) === parameters.length
      : wanted.length === sizes.length && wanted.every((size, i) => size === sizes[i]);
  if (fits) return;
  const got = wanted === undefined ? `${parameters.length}` : `inputs of ${describe(wanted)}`;
  throw usageError(
    `Expected as many parameters as the model \`${name}\` of ${url} takes, input vectors of ${describe(sizes)} numbers, got ${got}: ` +
      `${(inputs ?? [parameters]).map((names) => names.join(', ')).join(' | ')}`,
  );
}

function checkOutput({ target: { name, url } }: Client, sizes: readonly number[], output: readonly string[]): void {
  if (sumOf(sizes) === output.length) return;
  throw usageError(
    `Expected the model \`${name}\` of ${url} to return ${output.length === 1 ? 'one number' : `${output.length} numbers`} ` +
      `(${output.join(', ')}), got output vectors of ${describe(sizes)} numbers. ` +
      "Name the numbers in `output`, such as `output: ['logPrior', 'logLikelihood', …]`",
  );
}

const sumOf = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);
