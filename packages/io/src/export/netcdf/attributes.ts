import { createRequire } from 'node:module';
import { expected } from '@epsie/core/checks';
import type { DrawSource } from '../../run/reading/draw-source.ts';
import { validName } from '../names.ts';

/** What an attribute of the file may be: numbers become float64, bigints int64. */
export type AttributeValue = string | number | bigint | readonly string[];

/** Attributes by name. */
export type Attributes = { readonly [name: string]: AttributeValue };

/** Raised with every change of the groups or of what is in them. */
const SCHEMA_VERSION = 1n;
const MAX_EXACT = 2n ** 53n;

const require = createRequire(import.meta.url);
const versionOf = (name: string): string => (require(`${name}/package.json`) as { version: string }).version;

/** Attributes that the root and every group have: how the file came about, as the schema of InferenceData asks for. */
export function standardAttributes(source: DrawSource, burnIn: number, now: Date): Attributes {
  const { seed, samplingTime } = source;
  return {
    created_at: now.toISOString(),
    creation_library: '@epsie/io',
    creation_library_version: versionOf('@epsie/io'),
    creation_library_language: 'TypeScript',
    inference_library: 'epsie',
    inference_library_version: versionOf('@epsie/core'),
    sample_dims: ['chain', 'draw'],
    sampling_time: samplingTime,
    tuning_steps: BigInt(burnIn),
    // Readers that know only float64, such as R, would round it.
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

/** Checks attributes of the user. */
export function checkAttributes(attributes: unknown): { readonly [name: string]: string | number } {
  if (typeof attributes !== 'object' || attributes === null || Array.isArray(attributes)) {
    throw new TypeError(expected('attributes', 'an object of strings and numbers by name', attributes));
  }
  for (const [name, value] of Object.entries(attributes)) checkAttribute(name, value);
  return { ...attributes } as { [name: string]: string | number };
}

function checkAttribute(name: string, value: unknown): void {
  if (validName(name) !== name)
    throw new TypeError(expected('attributes: name', 'a name that NetCDF takes, such as a word without `/`', name));
  if (STANDARD.includes(name))
    throw new TypeError(expected('attributes: name', 'other than those that every export has', name));
  if (typeof value === 'number' || (typeof value === 'string' && !value.includes('\0'))) return;
  throw new TypeError(expected(`attributes.${name}`, 'a string without NUL, or a number', value));
}
