import type { ModelObject, Position } from './model.ts';

// Properties that printing or awaiting reads from any object, but a model does not.
const NOT_READ_BY_MODELS = ['toJSON', 'then'];

/**
 * Returns the names that a model reads from a point although they are not parameters, such as misspelt ones. To find them, it
 * evaluates the model once more where it failed.
 */
export function unknownNames(model: ModelObject<string>, position: Position<string>): readonly string[] {
  const names = new Set<string>();
  const watched = new Proxy(position, {
    get(target, name, receiver): unknown {
      if (typeof name === 'string' && !(name in target) && !NOT_READ_BY_MODELS.includes(name)) names.add(name);
      return Reflect.get(target, name, receiver);
    },
  });
  try {
    model.evaluate(watched);
  } catch {
    // Known: it failed here before.
  }
  return [...names];
}
