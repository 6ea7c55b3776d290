import { readFileSync } from 'node:fs';

type Number_ = number | string;

/** A case of posterior.json: draws, and the numbers of `posterior`, emcee and ArviZ. */
export type Case = {
  readonly x: readonly (readonly Number_[])[];
  readonly probs: readonly number[];
  readonly [statistic: string]: Number_ | readonly Number_[] | readonly (readonly Number_[])[];
};

/** The cases of posterior.json by name. */
export const cases = JSON.parse(
  readFileSync(new URL('../../test/fixtures/posterior.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Case>>;

/** Returns a number of the file: "NA" is NaN. */
export const numberOf = (x: unknown): number =>
  typeof x === 'number'
    ? x
    : x === 'Infinity'
      ? Number.POSITIVE_INFINITY
      : x === '-Infinity'
        ? Number.NEGATIVE_INFINITY
        : Number.NaN;

/** Returns the numbers of a list of the file. */
export const numbersOf = (list: unknown): number[] => (list as readonly unknown[]).map(numberOf);

/** Returns the chains of a case. */
export const chainsOf = (name: string): number[][] => (cases[name] as Case).x.map(numbersOf);

/** Returns whether two numbers are the same: both NaN, the same infinity, or close to each other. */
export const isSame = (value: number, expected: number, tolerance = 1e-10): boolean =>
  Object.is(value, expected) || value === expected || Math.abs(value - expected) <= tolerance * Math.abs(expected);
