import type { Operation } from '../library/abi.ts';
import { datatypeOf, nameOf, type TypedArray } from '../values/array-types.ts';

const ARITHMETIC: readonly Operation[] = ['sum', 'prod', 'min', 'max'];
const OF_INTEGERS: readonly Operation[] = ['land', 'lor', 'lxor', 'band', 'bor', 'bxor'];

/**
 * Returns the operands of a reduction as an array; a number becomes an array of one.
 *
 * @throws TypeError or RangeError if MPI cannot reduce them: the libraries would report that differently
 */
export function operandsOf(values: number | TypedArray, operation: Operation): TypedArray {
  const array = typeof values === 'number' ? Float64Array.of(values) : values;
  const type = ArrayBuffer.isView(array) ? datatypeOf(array) : undefined;
  if (type === undefined)
    throw new TypeError(`Expected \`values\` to be a number or a typed array, got ${described(values)}`);
  const isFloat = type === 'float' || type === 'double';
  const known = isFloat ? ARITHMETIC : [...ARITHMETIC, ...OF_INTEGERS];
  if (known.includes(operation)) return array;
  const kind = typeof values === 'number' ? 'a number' : `a ${nameOf(array)}`;
  throw new RangeError(`Expected \`operation\` to be one of ${known.join(', ')} for ${kind}, got ${String(operation)}`);
}

function described(value: unknown): string {
  return ArrayBuffer.isView(value) ? `a ${nameOf(value)}` : `${String(value)} (${typeof value})`;
}
