import type { Operation as ReductionName } from '../library/abi.ts';
import { datatypeOf, nameOf, type TypedArray } from '../values/array-types.ts';

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
    throw new TypeError(`Expected \`values\` to be a number or a typed array, got ${described(values)}`);
  const isFloat = type === 'float' || type === 'double';
  const known = isFloat ? ARITHMETIC : [...ARITHMETIC, ...OF_INTEGERS];
  if (known.includes(operation)) return array;
  const what = typeof values === 'number' ? 'a number' : `a ${nameOf(array)}`;
  throw new RangeError(`Expected \`operation\` to be one of ${known.join(', ')} for ${what}, got ${String(operation)}`);
}

function described(value: unknown): string {
  return ArrayBuffer.isView(value) ? `a ${nameOf(value)}` : `${String(value)} (${typeof value})`;
}
