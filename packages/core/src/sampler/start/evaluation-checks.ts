import type { LevelState } from '../../chain/state.ts';
import { suggestion } from '../../checks/nearest.ts';
import { quoted } from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import { ModelFailure } from '../../model/evaluate.ts';
import type { ModelObject } from '../../model/model.ts';
import { unknownNames } from '../../model/unknown-names.ts';

/**
 * Returns the failure of a model with the name that it reads although it is not a parameter; any other error unchanged. A misspelt
 * parameter is undefined, which turns every expression with it into NaN.
 */
export function withUnknownNames(error: unknown, parameters: readonly string[], model: ModelObject<string>): unknown {
  if (!(error instanceof ModelFailure)) return error;
  const { position, evaluation, cause } = error;
  const [name] = unknownNames(model, position);
  if (name === undefined) return error;
  const read = `The model reads \`${name}\`, which is not a parameter: expected ${quoted(parameters)}${suggestion(name, parameters)}`;
  return new ModelFailure(`${error.message}. ${read}`, position, evaluation, cause);
}

/** Checks that a blob is an object of numbers, and returns a copy. */
export function checkBlob(
  blob: unknown,
  values: Float64Array,
  parameters: readonly string[],
): NonNullable<LevelState['blob']> {
  const isBlob = typeof blob === 'object' && blob !== null && !Array.isArray(blob) && !ArrayBuffer.isView(blob);
  const wrong = isBlob ? Object.entries(blob).find(([, value]) => typeof value !== 'number') : undefined;
  if (isBlob && wrong === undefined) return { ...blob } as NonNullable<LevelState['blob']>;
  const message = `Expected the blob to be an object of numbers, got ${wrong ? `${describe(wrong[1])} for \`${wrong[0]}\`` : describe(blob)}`;
  throw new ModelFailure(message, Object.fromEntries(parameters.map((name, i) => [name, values[i] as number])), blob);
}
