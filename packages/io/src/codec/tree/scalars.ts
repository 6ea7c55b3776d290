import { assertIntact } from '../corrupt-file.ts';

const NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['-0', -0],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** The number of a `$number`. */
export function readNumber(text: unknown): number {
  const value = NUMBERS.get(text);
  assertIntact(value !== undefined, 'it names a number that is none');
  return value;
}

const DECIMAL = /^(?:0|-?[1-9]\d{0,300})$/;
const HEXADECIMAL = /^-?0x[1-9a-f][0-9a-f]*$/;
/** Longer ones than this many bits can be made by no engine. */
const LONGEST = 2 ** 28;

/** The bigint of a `$bigint`. */
export function readBigint(text: unknown): bigint {
  assertIntact(typeof text === 'string' && text.length < LONGEST, 'it names an integer that is none');
  if (DECIMAL.test(text)) return BigInt(text);
  assertIntact(HEXADECIMAL.test(text), 'it names an integer that is none');
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}
