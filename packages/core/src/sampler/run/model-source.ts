import { createError, type EpsieErrorOf } from '../../errors/epsie-error.ts';
import { errorToData } from '../../errors/error-data.ts';
import { ModelFailure } from '../../model/evaluate.ts';
import type { ModelObject } from '../../model/model.ts';
import { loadModel, type ModelReference } from '../../model/portable.ts';

/** A model for a task: the object itself in this process, a reference for another one. */
export type ModelSource = { readonly object: ModelObject<string> } | { readonly reference: ModelReference };

/** Where a task was in the run when its model failed. */
export type Place = {
  readonly chain: number;
  readonly temperature: number;
  readonly iteration: number;
  readonly position: { readonly [parameter: string]: number };
};

/** The model of a task, imported if need be. An import that fails is a failure of the model at the given place. */
export async function openModel(source: ModelSource, place: Place): Promise<ModelObject<string>> {
  if ('object' in source) return source.object;
  try {
    return await loadModel(source.reference);
  } catch (cause) {
    const { module, export: name } = source.reference;
    const reason = cause instanceof Error ? cause.message : errorToData(cause).message;
    throw createError(
      'MODEL_FAILED',
      `The model \`${name}\` of ${module} could not be imported: ${reason}`,
      place,
      cause,
    );
  }
}

/** A {@link ModelFailure} with the place where it happened; any other error as it is. */
export function locate(error: unknown, place: Omit<Place, 'position'>): unknown {
  if (!(error instanceof ModelFailure)) return error;
  const { position, evaluation } = error;
  return createError(
    'MODEL_FAILED',
    `${error.message} (${placeText(place)}, position ${positionText(position)})`,
    { ...place, position, ...(evaluation === undefined ? {} : { evaluation }) },
    error.cause,
  );
}

/** Whether an error belongs to the chain of a task and travels as its result. */
export const isModelFailed = (error: unknown): error is EpsieErrorOf<'MODEL_FAILED'> =>
  (error as { code?: unknown } | undefined)?.code === 'MODEL_FAILED';

/** Chain, temperature and iteration, for messages. */
export const placeText = ({ chain, temperature, iteration }: Omit<Place, 'position'>): string =>
  `chain ${chain}, temperature ${temperature}, iteration ${iteration}`;

const positionText = (position: Place['position']): string =>
  `{ ${Object.entries(position)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }`;
