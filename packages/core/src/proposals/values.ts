import { typeError } from '../errors/wrong-use.ts';

/** Numbers by parameter name; NaN for inactive components. */
export type Values<P extends string = string> = { readonly [K in P]: number };

/**
 * Returns the numbers of a point in the order of the names.
 *
 * @throws TypeError for a point that lacks one
 */
export const numbersOf = <P extends string>(point: Values<P>, names: readonly P[]): Float64Array =>
  Float64Array.from(names, (name) => {
    if (typeof point[name] === 'number') return point[name];
    throw typeError(`Expected the point to have parameter \`${name}\`, a number, got ${String(point[name])}`);
  });
