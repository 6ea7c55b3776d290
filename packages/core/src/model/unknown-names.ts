import { createArrays } from './batch/arrays.ts';
import { type BatchCall, batchCallOf } from './batch/batch-call.ts';
import type { ModelObject, Position } from './model.ts';

// Properties that printing or awaiting reads from any object, but a model does not.
const NOT_READ_BY_MODELS = ['toJSON', 'then'];

/**
 * Returns the names that a model reads from a point although they are not parameters, such as misspelt ones. To find them, it
 * evaluates the model once more where it failed.
 */
export function unknownNames(model: ModelObject<string>, position: Position<string>): readonly string[] {
  const names = new Set<string>();
  try {
    const call = batchCallOf(model);
    if (call === undefined) model.evaluate(watch(position, names));
    else evaluateOne(call, position, names);
  } catch {
    // Known: it failed here before.
  }
  return [...names];
}

function evaluateOne({ evaluate }: BatchCall, position: Position<string>, names: Set<string>): void {
  const { points, columns, out } = createArrays(Object.keys(position), 1);
  for (const [i, value] of Object.values(position).entries()) (columns[i] as Float64Array)[0] = value;
  const pending = evaluate(watch(points, names), out) as Promise<void> | undefined;
  pending?.then(undefined, () => {});
}

/** Returns an object that adds the names that are read from it, but that it does not have, to a set. */
const watch = <T extends object>(object: T, names: Set<string>): T =>
  new Proxy(object, {
    get(target, name, receiver): unknown {
      if (typeof name === 'string' && !(name in target) && !NOT_READ_BY_MODELS.includes(name)) names.add(name);
      return Reflect.get(target, name, receiver);
    },
  });
