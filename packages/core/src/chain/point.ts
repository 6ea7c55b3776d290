import type { Position } from '../model/model.ts';

/** Numbers, and the position that shows them to a model by parameter name. */
export type Point = {
  /** Names, in the order of the numbers. */
  readonly parameters: readonly string[];
  /** The numbers. */
  readonly values: Float64Array;
  /** A live view of them. */
  readonly position: Position<string>;
};

// Reading `position.x` costs nothing as long as a model always meets the same object: engines compile the access for its
// hidden class. So a process has one point per list of parameters, lent to whoever evaluates.
const idle = new Map<string, Point[]>();

/** Lends a point for these parameters; {@link releasePoint} gives it back. */
export function acquirePoint(parameters: readonly string[]): Point {
  return idle.get(keyOf(parameters))?.pop() ?? createPoint(parameters);
}

/** Gives a point back. */
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
  makeFast(position);
  return { parameters, values, position };
}

// Engines keep an object of many accessors as a hash table until it serves as a prototype.
function makeFast(object: object): void {
  const heir = Object.create(object) as { readonly [name: string]: unknown };
  for (let i = 0; i < 20; i++) for (const name of Object.keys(object)) void heir[name];
}

// What Node prints for a position: its numbers, not `[Getter]`.
const inspectable: object = Object.create(Object.prototype, {
  [Symbol.for('nodejs.util.inspect.custom')]: {
    value(this: object): object {
      return { ...this };
    },
  },
}) as object;
