import type { Position } from '../model/model.ts';
import { NUMBERS } from '../model/point-numbers.ts';

/** Numbers, and a view of them by parameter name for the model. */
export type Point = {
  /** Names, in the order of the numbers. */
  readonly parameters: readonly string[];
  /** The numbers. */
  readonly values: Float64Array;
  /** A live view of them. */
  readonly position: Position<string>;
};

// Reading `position.x` costs nothing as long as a model always gets the same object: engines compile the access for its
// hidden class. So a process has one point per list of parameters, lent to the caller that evaluates.
const idle = new Map<string, Point[]>();

/** Lends a point for these parameters; return it by {@link releasePoint}. */
export function acquirePoint(parameters: readonly string[]): Point {
  return idle.get(keyOf(parameters))?.pop() ?? createPoint(parameters);
}

/** Returns a point to the pool of idle ones. */
export function releasePoint(point: Point): void {
  const key = keyOf(point.parameters);
  const points = idle.get(key);
  if (points === undefined) idle.set(key, [point]);
  else points.push(point);
}

const keyOf = (parameters: readonly string[]): string => JSON.stringify(parameters);

function createPoint(parameters: readonly string[]): Point {
  const values = new Float64Array(parameters.length);
  const position = Object.create(inspectable) as Position<string>;
  for (const [i, name] of parameters.entries()) {
    Object.defineProperty(position, name, { get: () => values[i], enumerable: true });
  }
  Object.defineProperty(position, NUMBERS, { value: { parameters, values } });
  makeFast(position);
  return { parameters, values, position };
}

// Engines store an object of many accessors as a hash table until it is used as a prototype.
function makeFast(object: object): void {
  const heir = Object.create(object) as { readonly [name: string]: unknown };
  for (let i = 0; i < 20; i++) for (const name of Object.keys(object)) void heir[name];
}

// Node prints a position by this: its numbers, not `[Getter]`.
const inspectable: object = Object.create(Object.prototype, {
  [Symbol.for('nodejs.util.inspect.custom')]: {
    value(this: object): object {
      return { ...this };
    },
  },
}) as object;
