import { readdirSync, readFileSync } from 'node:fs';

const fixtures = new URL('../../test/fixtures/', import.meta.url);

/** Names of the golden files in a folder of `test/fixtures`, without their ending. */
export function goldenNames(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, fixtures))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
}

/** A golden file, with the numbers that JSON cannot express: NaN is null in an array, infinities are strings. */
export function readGolden<T>(folder: string, name: string): T {
  return JSON.parse(readFileSync(new URL(`${folder}/${name}.json`, fixtures), 'utf8'), revive) as T;
}

function revive(this: unknown, _key: string, value: unknown): unknown {
  if (value === 'Infinity') return Number.POSITIVE_INFINITY;
  if (value === '-Infinity') return Number.NEGATIVE_INFINITY;
  return value === null && Array.isArray(this) ? Number.NaN : value;
}
