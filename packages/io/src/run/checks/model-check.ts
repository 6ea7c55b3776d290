import { createError, type EpsieErrorOf, type Evaluation, isEpsieError, type SamplerState } from '@epsie/core';
import type { RunSampler } from '../recording/run-sampler.ts';

/** Stored positions at which the model is evaluated again. */
const CHECKED_POINTS = 3;
/**
 * Largest difference that counts as rounding: relative, or absolute for log densities below 1. Another processor, library or number of
 * threads changes the last digits of a sum; another likelihood changes more.
 */
const TOLERANCE = 1e-8;

/** State of a chain at one temperature. */
type LevelState = Evaluation & { readonly position: Float64Array };

/** A position in a state, with the model's numbers there. */
type StoredPoint = {
  readonly chain: number;
  readonly temperature: number;
  readonly position: { readonly [parameter: string]: number };
  readonly evaluation: Evaluation;
};

/**
 * Checks that the model of a sampler reproduces the numbers of a run, at some positions of its last state.
 *
 * @param directory of the run, for messages
 * @throws EpsieError `STATE_MISMATCH` with position, stored and new value; `MODEL_FAILED` if the model fails there
 */
export async function checkModel(directory: string, state: SamplerState, sampler: RunSampler): Promise<void> {
  const points = choosePoints(storedPoints(state, sampler.parameters));
  const evaluations = await evaluate(directory, state, sampler, points);
  const found = points.flatMap((point, i) => {
    const changes = changesOf(point.evaluation, evaluations[i] as Evaluation);
    return changes.length === 0 ? [] : [`at ${locationOf(point)}: ${changes.join(', ')}`];
  });
  if (found.length === 0) return;
  const message =
    `The model no longer reproduces the numbers of the run ${directory}: ${found.join('; ')}. Use the model that the run was ` +
    'created with, or another directory; if the change is intended, pass `{ checkModel: false }` to `resume`';
  throw createError('STATE_MISMATCH', message, { differences: found });
}

/** Returns all positions of a state. It comes from a file: invalid parts are skipped, and reported by `setState`. */
function storedPoints({ chains }: { readonly chains: unknown }, parameters: readonly string[]): StoredPoint[] {
  if (!Array.isArray(chains)) return [];
  return chains.flatMap((state: { readonly levels?: unknown } | null, chain) =>
    [state?.levels ?? state].flat().flatMap((level: Partial<LevelState> | null, temperature): StoredPoint[] => {
      const { position, logLikelihood, logPrior, blob } = level ?? {};
      if (position?.length !== parameters.length || logLikelihood === undefined || logPrior === undefined) return [];
      const evaluation = { logLikelihood, logPrior, ...(blob === undefined ? {} : { blob }) };
      const named = Object.fromEntries(parameters.map((name, i) => [name, position[i] as number]));
      return [{ chain, temperature, position: named, evaluation }];
    }),
  );
}

/** Picks a few points, spread evenly; points with a likelihood of −∞, which many models share, only if there are no others. */
function choosePoints(all: readonly StoredPoint[]): StoredPoint[] {
  const finite = all.filter(({ evaluation }) => Number.isFinite(evaluation.logLikelihood));
  const points = finite.length > 0 ? finite : all;
  const last = points.length - 1;
  const indices = Array.from({ length: CHECKED_POINTS }, (_, i) => Math.round((i * last) / (CHECKED_POINTS - 1)));
  return [...new Set(indices)].flatMap((index) => points[index] ?? []);
}

async function evaluate(
  directory: string,
  { iterations }: SamplerState,
  sampler: RunSampler,
  points: readonly StoredPoint[],
): Promise<Evaluation[]> {
  try {
    return await sampler.evaluate(points.map(({ position }) => position));
  } catch (error) {
    const point = isEpsieError(error, 'MODEL_FAILED') ? points[error.chain] : undefined;
    throw point === undefined ? error : failedAt(directory, point, iterations, error as EpsieErrorOf<'MODEL_FAILED'>);
  }
}

/** Returns the error of a model that failed, with its location in the run instead of that among the points. */
function failedAt(
  directory: string,
  { chain, temperature, position }: StoredPoint,
  iteration: number,
  { message, evaluation, cause }: EpsieErrorOf<'MODEL_FAILED'>,
): EpsieErrorOf<'MODEL_FAILED'> {
  const reason = message.replace(/ \(chain \d+, temperature \d+, iteration \d+, position .*\)$/s, '');
  return createError(
    'MODEL_FAILED',
    `Cannot resume the run ${directory}: ${reason} (at ${locationOf({ chain, temperature, position })}, iteration ${iteration})`,
    { chain, temperature, iteration, position, ...(evaluation === undefined ? {} : { evaluation }) },
    cause,
  );
}

function locationOf({ chain, temperature, position }: Omit<StoredPoint, 'evaluation'>): string {
  const text = Object.entries(position).map(([name, value]) => `${name}: ${value}`);
  return `{ ${text.join(', ')} } (chain ${chain}, temperature ${temperature})`;
}

/** Describes the numbers that differ by more than rounding. */
function changesOf(stored: Evaluation, now: Evaluation): string[] {
  const names = [...new Set([...Object.keys(stored.blob ?? {}), ...Object.keys(now.blob ?? {})])];
  return [
    changeOf('logLikelihood', stored.logLikelihood, now.logLikelihood, 1),
    changeOf('logPrior', stored.logPrior, now.logPrior, 1),
    // Numbers of a blob may have any unit.
    ...names.map((name) => changeOf(`blob.${name}`, stored.blob?.[name], now.blob?.[name], 0)),
  ].flatMap((change) => change ?? []);
}

function changeOf(
  name: string,
  stored: number | undefined,
  now: number | undefined,
  least: number,
): string | undefined {
  if (Object.is(stored, now)) return undefined;
  if (stored === undefined || now === undefined)
    return `${name} was ${stored ?? 'missing'} and is ${now ?? 'missing'} now`;
  const size = Math.max(least, Math.abs(stored), Math.abs(now));
  // Infinite numbers are equal, or differ by more than any tolerance.
  if (stored === now || (Number.isFinite(size) && Math.abs(stored - now) <= TOLERANCE * size)) return undefined;
  return `${name} was ${stored} and is ${now} now`;
}
