import { createError, type EpsieErrorOf } from '../../errors/epsie-error.ts';
import { errorToData } from '../../errors/error-data.ts';
import { ModelFailure } from '../../model/evaluate.ts';
import type { ModelObject } from '../../model/model.ts';
import { loadModel, type ModelReference } from '../../model/portable.ts';

/** Model of a task: the object itself in this process, a reference for other processes. */
export type ModelSource = { readonly object: ModelObject<string> } | { readonly reference: ModelReference };

/** Location of a failure of the model in a run. */
export type FailureLocation = {
  readonly chain: number;
  readonly temperature: number;
  readonly iteration: number;
  readonly position: { readonly [parameter: string]: number };
};

/** Returns the model of a task, imported if necessary. A failed import is a failure of the model at the given location. */
export async function openModel(source: ModelSource, location: FailureLocation): Promise<ModelObject<string>> {
  if ('object' in source) return source.object;
  try {
    return await loadModel(source.reference);
  } catch (cause) {
    const { module, export: name } = source.reference;
    const reason = cause instanceof Error ? cause.message : errorToData(cause).message;
    throw createError(
      'MODEL_FAILED',
      `The model \`${name}\` of ${module} could not be imported: ${reason}`,
      location,
      cause,
    );
  }
}

/** Returns a {@link ModelFailure} as an error with its location; any other error unchanged. */
export function withLocation(error: unknown, location: Omit<FailureLocation, 'position'>): unknown {
  if (!(error instanceof ModelFailure)) return error;
  const { position, evaluation } = error;
  return createError(
    'MODEL_FAILED',
    `${error.message} (${locationText(location)}, position ${positionText(position)})`,
    { ...location, position, ...(evaluation === undefined ? {} : { evaluation }) },
    error.cause,
  );
}

/** Returns whether an error is a failure of the model, which a task returns as its result. */
export const isModelFailed = (error: unknown): error is EpsieErrorOf<'MODEL_FAILED'> =>
  (error as { code?: unknown } | undefined)?.code === 'MODEL_FAILED';

/** Returns chain, temperature and iteration as text, for messages. */
export const locationText = ({ chain, temperature, iteration }: Omit<FailureLocation, 'position'>): string =>
  `chain ${chain}, temperature ${temperature}, iteration ${iteration}`;

const positionText = (position: FailureLocation['position']): string =>
  `{ ${Object.entries(position)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }`;
