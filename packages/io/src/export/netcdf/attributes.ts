import { expected, typeError } from '@epsie/core/checks';
import { versions } from '../../run/versions.ts';
import type { ExportSource } from '../export-format.ts';
import { validName } from './valid-name.ts';

/** Value of an attribute of the file: numbers become float64, bigints int64. */
export type AttributeValue = string | number | bigint | readonly string[];

/** Attributes by name. */
export type Attributes = { readonly [name: string]: AttributeValue };

/** Raised with every change of the groups or of their contents. */
const SCHEMA_VERSION = 1n;
const MAX_EXACT = 2n ** 53n;

/**
 * Returns the attributes of the root and of every group: the provenance that the schema of InferenceData asks for.
 *
 * Source: https://python.arviz.org/en/stable/schema/schema.html#metadata
 */
export function standardAttributes(source: ExportSource, burnIn: number, now: Date): Attributes {
  const { seed, samplingTime } = source;
  const { '@epsie/core': core, '@epsie/io': io } = versions();
  return {
    created_at: now.toISOString(),
    creation_library: '@epsie/io',
    creation_library_version: io,
    creation_library_language: 'TypeScript',
    inference_library: 'epsie',
    inference_library_version: core,
    sample_dims: ['chain', 'draw'],
    sampling_time: samplingTime,
    tuning_steps: BigInt(burnIn),
    // Readers with float64 alone, such as R, would round it.
    seed: seed > MAX_EXACT || seed < -MAX_EXACT ? String(seed) : seed,
    run_created_at: source.created,
    schema_version: SCHEMA_VERSION,
  };
}

const STANDARD = [
  'created_at',
  'creation_library',
  'creation_library_version',
  'creation_library_language',
  'inference_library',
  'inference_library_version',
  'sample_dims',
  'sampling_time',
  'tuning_steps',
  'seed',
  'run_created_at',
  'schema_version',
];

/** Checks the user's attributes. */
export function checkAttributes(attributes: unknown): { readonly [name: string]: string | number } {
  if (typeof attributes !== 'object' || attributes === null || Array.isArray(attributes)) {
    throw typeError(expected('attributes', 'an object of strings and numbers by name', attributes));
  }
  for (const [name, value] of Object.entries(attributes)) checkAttribute(name, value);
  return { ...attributes } as { [name: string]: string | number };
}

function checkAttribute(name: string, value: unknown): void {
  if (validName(name) !== name)
    throw typeError(expected('attributes: name', 'a name that is valid in NetCDF, such as a word without `/`', name));
  if (STANDARD.includes(name))
    throw typeError(
      expected('attributes: name', 'different from the names of the attributes that every export has', name),
    );
  if (typeof value === 'number' || (typeof value === 'string' && !value.includes('\0'))) return;
  throw typeError(expected(`attributes.${name}`, 'a string without NUL, or a number', value));
}
