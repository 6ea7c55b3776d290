import { assertIntact } from '../corrupt-file.ts';

const NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['-0', -0],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** Parses a `$number`. */
export function readNumber(text: unknown): number {
  const value = NUMBERS.get(text);
  assertIntact(value !== undefined, 'invalid `$number`');
  return value;
}

const DECIMAL = /^(?:0|-?[1-9]\d{0,300})$/;
const HEXADECIMAL = /^-?0x[1-9a-f][0-9a-f]*$/;
/** No engine creates bigints of more bits. */
const LONGEST = 2 ** 28;

/** Parses a `$bigint`. */
export function readBigint(text: unknown): bigint {
  assertIntact(typeof text === 'string' && text.length < LONGEST, 'invalid `$bigint`');
  if (DECIMAL.test(text)) return BigInt(text);
  assertIntact(HEXADECIMAL.test(text), 'invalid `$bigint`');
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}
