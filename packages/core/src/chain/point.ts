import type { Position } from '../model/model.ts';

const VALUES: unique symbol = Symbol('values');

type Getter = (this: { readonly [VALUES]: Float64Array }) => number;

// Accessors shared by all points of the same parameters keep the hidden class of the objects the same, so that the
// engine turns `position.x` into one load. A fresh object per call, filled by name, costs five times a whole step.
const shapes = new Map<string, readonly Getter[]>();

/**
 * A position that shows the numbers of an array by parameter name: a live view, made once and handed to the model at
 * every call.
 *
 * @param parameters the names, in the order of the values
 * @param values the numbers to show
 */
export function createPoint<P extends string>(parameters: readonly P[], values: Float64Array): Position<P> {
  const getters = gettersOf(parameters);
  const point = Object.create(inspectable) as Position<P>;
  Object.defineProperty(point, VALUES, { value: values, enumerable: false });
  for (const [i, name] of parameters.entries()) {
    Object.defineProperty(point, name, { get: getters[i] as Getter, enumerable: true, configurable: false });
  }
  return point;
}

/** The numbers of an array by parameter name, as a plain object of its own. */
export function toPosition<P extends string>(parameters: readonly P[], values: ArrayLike<number>): Position<P> {
  return Object.fromEntries(parameters.map((name, i) => [name, values[i]])) as Position<P>;
}

function gettersOf(parameters: readonly string[]): readonly Getter[] {
  const key = JSON.stringify(parameters);
  const known = shapes.get(key);
  if (known !== undefined) return known;
  const getters = parameters.map(
    (_name, i): Getter =>
      function get() {
        return this[VALUES][i] as number;
      },
  );
  shapes.set(key, getters);
  return getters;
}

// What Node prints for a point: its numbers, not `[Getter]`.
const inspectable: object = Object.create(Object.prototype, {
  [Symbol.for('nodejs.util.inspect.custom')]: {
    value(this: object): object {
      return { ...this };
    },
  },
}) as object;
