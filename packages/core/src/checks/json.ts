import { describe } from '../data/describe.ts';
import { isPlainObject } from '../data/plain-data.ts';
import { typeError } from '../errors/wrong-use.ts';

/**
 * Returns a value that JSON can express without loss.
 *
 * @param name of the option, for the message
 * @throws TypeError that names the part that JSON cannot express
 */
export function expectJson(name: string, value: unknown): unknown {
  const wrong = findNotJson(name, value);
  if (wrong === undefined) return value;
  throw typeError(
    `Expected \`${wrong.path}\` to be data that JSON can express: texts, finite numbers, true, false, null, lists and objects of these. Got ${describe(wrong.value)}`,
  );
}

function findNotJson(path: string, value: unknown): { readonly path: string; readonly value: unknown } | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
    return undefined;
  if (Array.isArray(value)) return firstOf(value.map((item, i) => [`${path}[${i}]`, item as unknown]));
  if (typeof value !== 'object' || !isPlainObject(value)) return { path, value };
  return firstOf(Object.entries(value).map(([key, item]) => [`${path}.${key}`, item as unknown]));
}

function firstOf(parts: readonly (readonly [string, unknown])[]): ReturnType<typeof findNotJson> {
  for (const [path, part] of parts) {
    const wrong = findNotJson(path, part);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
