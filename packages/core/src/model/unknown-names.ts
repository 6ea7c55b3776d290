import type { ModelObject, Position } from './model.ts';

// Asked of any object by what prints or awaits it, not by a model.
const NOT_READ_BY_MODELS = ['toJSON', 'then'];

/**
 * The names that a model reads of a point although they are no parameters, such as misspelt ones: found by evaluating it
 * once more, where it failed already.
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
    // That it fails is known.
  }
  return [...names];
}
