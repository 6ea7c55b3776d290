import type { Operation as ReductionName } from '../library/abi.ts';
import { datatypeOf, type TypedArray } from '../values/array-types.ts';

const ARITHMETIC: readonly ReductionName[] = ['sum', 'prod', 'min', 'max'];
const OF_INTEGERS: readonly ReductionName[] = ['land', 'lor', 'lxor', 'band', 'bor', 'bxor'];

/**
 * The array that a reduction takes: a number is an array of one.
 *
 * @throws TypeError or RangeError if MPI could not reduce it: the libraries do not agree on what they say then
 */
export function operandsOf(values: number | TypedArray, operation: ReductionName): TypedArray {
  const array = typeof values === 'number' ? Float64Array.of(values) : values;
  const type = ArrayBuffer.isView(array) ? datatypeOf(array) : undefined;
  if (type === undefined)
    throw new TypeError(`Expected \`values\` to be a number or a typed array, got ${nameOf(values)}`);
  const isFloat = type === 'float' || type === 'double';
  const known = isFloat ? ARITHMETIC : [...ARITHMETIC, ...OF_INTEGERS];
  if (known.includes(operation)) return array;
  const what = typeof values === 'number' ? 'a number' : `a ${array[Symbol.toStringTag]}`;
  throw new RangeError(`Expected \`operation\` to be one of ${known.join(', ')} for ${what}, got ${String(operation)}`);
}

function nameOf(value: unknown): string {
  if (!ArrayBuffer.isView(value)) return `${String(value)} (${typeof value})`;
  return `a ${(value as NodeJS.ArrayBufferView)[Symbol.toStringTag]}`;
}
