/** Numbers behind a position, by index. */
export type PointNumbers = {
  /** Names, in the order of the numbers. */
  readonly parameters: readonly string[];
  /** The numbers, which change in place. */
  readonly values: Float64Array;
};

/**
 * Key under which the positions of a chain hold their numbers. A loop over parameters reads them by index, which takes a
 * fraction of the time of reading them by a variable name.
 */
export const NUMBERS: unique symbol = Symbol('numbers');

/** Returns the numbers behind a position of a chain; undefined for any other object. */
export const pointNumbers = (position: object): PointNumbers | undefined =>
  (position as { readonly [NUMBERS]?: PointNumbers })[NUMBERS];
