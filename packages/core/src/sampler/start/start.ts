import { isNumbers, quoted, unknownParameter } from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import type { Model } from '../../model/model.ts';
import { priorOf } from '../../model/portable.ts';
import type { Prior } from '../../model/prior.ts';
import type { Configuration } from '../configuration.ts';
import { checkDrawable, checkInsidePrior, checkNumbers, type DrawnBy, locationText, reject } from './start-checks.ts';
import type { EvaluatedPoint } from './start-points.ts';

/** Returns what a model without start positions draws them by. */
export const drawnBy = (model: Model<string>): DrawnBy => (priorOf(model) === undefined ? 'samplePrior' : 'prior');

/**
 * Checks the start positions of `chains` chains and returns them as `points[chain][level]`. Without positions it returns undefined,
 * after checking that a declared prior can draw them.
 */
export function readStart(
  positions: unknown,
  { parameters, proposals, tempering }: Configuration,
  chains: number,
  prior: Prior | undefined,
): Float64Array[][] | undefined {
  if (positions === undefined) {
    checkDrawable(prior);
    return undefined;
  }
  const levels = tempering?.betas.length ?? 1;
  const shape = { chains, levels, tempered: tempering !== undefined };
  if (Array.isArray(positions)) rejectPoints(positions, parameters, shape);
  const columns = parameters.map((name) => readParameter(positions, name, shape));
  const unknown = Object.keys(positions as object).find((name) => !parameters.includes(name));
  if (unknown !== undefined) {
    const place = { chain: 0, temperature: 0, parameter: unknown };
    reject(unknownParameter(unknown, 'the start positions', parameters), place);
  }
  return Array.from({ length: chains }, (_, chain) =>
    Array.from({ length: levels }, (_unused, temperature) => {
      const values = columns.map((column) => (column[temperature] as ArrayLike<number>)[chain] as number);
      const position = Float64Array.from(values);
      checkNumbers(position, parameters, proposals, { chain, temperature });
      if (prior !== undefined) checkInsidePrior(position, parameters, prior, { chain, temperature });
      return position;
    }),
  );
}

type StartShape = { readonly chains: number; readonly levels: number; readonly tempered: boolean };

// Other samplers take an array of points, one per chain. The message shows how to convert one.
function rejectPoints(points: readonly unknown[], parameters: readonly string[], { tempered }: StartShape): never {
  const first = tempered ? (points[0] as unknown[] | undefined)?.[0] : points[0];
  const isPoint = typeof first === 'object' && first !== null;
  const columns = parameters.map((name, i) => {
    const column = `map((point) => point${Array.isArray(first) ? `[${i}]` : `.${name}`})`;
    return `${name}: points.${tempered ? `map((level) => level.${column})` : column}`;
  });
  const form = parameters.map((name) => `${name}: […]`).join(', ');
  const got = isPoint ? `an array of points. Write \`{ ${columns.join(', ')} }\`` : describe(points);
  const expectation = `Expected the start positions to be an object with the numbers of each parameter, { ${form} }`;
  return reject(`${expectation}, got ${got}`, { chain: 0, temperature: 0 });
}

function readParameter(positions: unknown, parameter: string, shape: StartShape): readonly ArrayLike<number>[] {
  const { chains, levels, tempered } = shape;
  const place = { chain: 0, temperature: 0, parameter };
  if (typeof positions !== 'object' || positions === null || !Object.hasOwn(positions, parameter)) {
    reject(`Expected the start positions to have parameter \`${parameter}\`, got ${describe(positions)}`, place);
  }
  const values = (positions as { [name: string]: unknown })[parameter];
  const rows = tempered ? values : [values];
  if (!Array.isArray(rows) || rows.length !== levels) {
    reject(
      `Expected the start of \`${parameter}\` to be ${levels} arrays of ${chains} numbers, one array for each temperature, got ${describe(values)}`,
      place,
    );
  }
  for (const [temperature, row] of (rows as unknown[]).entries()) {
    if (isNumbers(row) && row.length === chains) continue;
    reject(`Expected the start of \`${parameter}\` to be ${chains} numbers, one for each chain, got ${describe(row)}`, {
      ...place,
      temperature,
    });
  }
  return rows as readonly ArrayLike<number>[];
}

/** Throws unless the model returns blobs of the same names at all start points. */
export function checkBlobNames(chains: readonly (readonly EvaluatedPoint[])[]): void {
  const names = (point: EvaluatedPoint | undefined): string => quoted(Object.keys(point?.blob ?? {})) || 'none';
  const expectation = names(chains[0]?.[0]);
  for (const [chain, levels] of chains.entries()) {
    for (const [temperature, point] of levels.entries()) {
      if (names(point) === expectation) continue;
      const text = `Expected the model to return the same blobs at every point: ${expectation} at the first, got ${names(point)}`;
      reject(`${text} (${locationText({ chain, temperature })})`, { chain, temperature });
    }
  }
}
