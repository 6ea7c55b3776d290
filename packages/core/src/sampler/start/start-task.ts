import { acquirePoint, releasePoint } from '../../chain/point.ts';
import type { LevelState } from '../../chain/state.ts';
import { suggestion } from '../../checks/nearest.ts';
import { quoted } from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import { type ErrorData, errorToData, summarise } from '../../errors/error-data.ts';
import { typeError } from '../../errors/wrong-use.ts';
import { evaluate, ModelFailure } from '../../model/evaluate.ts';
import type { Evaluation, ModelObject, Position } from '../../model/model.ts';
import { unknownNames } from '../../model/unknown-names.ts';
import { defineTask, type Task, type TaskContext } from '../../pool/task.ts';
import { yieldIfDue } from '../../pool/turns.ts';
import { Pcg64, type Pcg64State } from '../../random/pcg64.ts';
import { Random } from '../../random/random.ts';
import { isModelFailed, type ModelSource, openModel, withLocation } from '../run/model-source.ts';

/** Start points of one chain, or the generators to draw them from the prior: one per level. */
export type StartPoints = {
  readonly parameters: readonly string[];
  /** Index of the chain, for messages. */
  readonly chain: number;
  readonly positions?: readonly Float64Array[];
  readonly randoms?: readonly Pcg64State[];
};

/** Unit of work: the start of one chain, with the model. */
export type StartItem = StartPoints & { readonly model: ModelSource };

/** A point with its evaluation. */
export type EvaluatedPoint = Omit<LevelState, 'proposals'>;

/** One point for each level, or the error of the model. */
export type StartResult =
  | { readonly chain: number; readonly levels: readonly EvaluatedPoint[] }
  | { readonly chain: number; readonly failure: ErrorData };

/** Evaluates the start points of one chain. */
export const startTask: Task<StartItem, StartResult> = defineTask(
  import.meta.url,
  'startTask',
  async (item: StartItem, { pause }: TaskContext = {}): Promise<StartResult> => {
    try {
      const { chain } = item;
      const model = await openModel(item.model, { chain, temperature: 0, iteration: 0, position: {} });
      const levels: EvaluatedPoint[] = [];
      while (levels.length < countLevels(item)) {
        levels.push(startLevel(item, model, levels.length));
        if (pause !== undefined) await yieldIfDue(pause);
      }
      return { chain, levels };
    } catch (error) {
      if ('object' in item.model || !isModelFailed(error)) throw error;
      return { chain: item.chain, failure: errorToData(error) };
    }
  },
);

/** Evaluates the start of every level of a chain. */
export function startChain(item: StartPoints, model: ModelObject<string>): readonly EvaluatedPoint[] {
  return Array.from({ length: countLevels(item) }, (_, temperature) => startLevel(item, model, temperature));
}

const countLevels = ({ positions, randoms }: StartPoints): number => (positions ?? randoms ?? []).length;

function startLevel(item: StartPoints, model: ModelObject<string>, temperature: number): EvaluatedPoint {
  try {
    const position = item.positions?.[temperature] ?? drawPrior(item, model, temperature);
    const { logLikelihood, logPrior, blob } = evaluateAt(item.parameters, position, model);
    const outside = logPrior === Number.NEGATIVE_INFINITY;
    return {
      position,
      logLikelihood: outside ? Number.NaN : logLikelihood,
      logPrior,
      ...(blob === undefined ? {} : { blob: checkBlob(blob, position, item.parameters) }),
    };
  } catch (error) {
    throw withLocation(error, { chain: item.chain, temperature, iteration: 0 });
  }
}

/** Draws a start point with the generator of its level, so that it depends on nothing but the seed, the chain and the level. */
function drawPrior(item: StartPoints, model: ModelObject<string>, temperature: number): Float64Array {
  const random = new Random(new Pcg64(item.randoms?.[temperature] as Pcg64State));
  if (model.samplePrior === undefined)
    throw typeError(
      'Expected the model to have a function `samplePrior`, since `start` got no positions. Pass positions, or add the function',
    );
  const point = callSamplePrior(model.samplePrior.bind(model), random);
  return Float64Array.from(item.parameters, (name) => {
    const value: unknown = point?.[name];
    if (typeof value === 'number') return value;
    throw new ModelFailure(
      `Expected \`samplePrior\` to return a number for parameter \`${name}\`, got ${describe(value)}`,
      point ?? {},
      undefined,
    );
  });
}

function callSamplePrior(
  samplePrior: NonNullable<ModelObject<string>['samplePrior']>,
  random: Random,
): Position<string> {
  try {
    return samplePrior(random);
  } catch (cause) {
    throw new ModelFailure(`\`samplePrior\` of the model threw: ${summarise(cause)}`, {}, undefined, cause);
  }
}

function evaluateAt(parameters: readonly string[], values: Float64Array, model: ModelObject<string>): Evaluation {
  const point = acquirePoint(parameters);
  try {
    point.values.set(values);
    return evaluate(model, point.position);
  } catch (error) {
    throw withUnknownNames(error, parameters, model);
  } finally {
    releasePoint(point);
  }
}

// A misspelt parameter is undefined, which turns every expression with it into NaN.
function withUnknownNames(error: unknown, parameters: readonly string[], model: ModelObject<string>): unknown {
  if (!(error instanceof ModelFailure)) return error;
  const { position, evaluation, cause } = error;
  const [name] = unknownNames(model, position);
  if (name === undefined) return error;
  const read = `The model reads \`${name}\`, which is not a parameter: expected ${quoted(parameters)}${suggestion(name, parameters)}`;
  return new ModelFailure(`${error.message}. ${read}`, position, evaluation, cause);
}

function checkBlob(
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
