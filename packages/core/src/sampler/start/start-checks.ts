import { createError, type EpsieErrorFields, isEpsieError } from '../../errors/epsie-error.ts';
import type { StartPoint } from '../../proposals/composite.ts';
import { compositeOf, type Proposal } from '../../proposals/composites/registry.ts';
import { domainOf, type FixedProposal } from '../../proposals/families/registry.ts';
import { partsOf } from '../../proposals/parts.ts';
import type { EvaluatedPoint } from './start-task.ts';

/** Location of a start point: chain and temperature, and the parameter if the error concerns one. */
export type StartLocation = EpsieErrorFields['START_REJECTED'];

/**
 * Throws unless all numbers of a point are finite, except for NaN in the inactive components of transdimensional
 * proposals.
 */
export function checkNumbers(
  position: Float64Array,
  parameters: readonly string[],
  proposals: readonly Proposal<string>[],
  place: StartLocation,
): void {
  const point: Point = { parameters, position, place };
  const start: StartPoint = {
    numberOf: (name) => numberOf(point, name),
    refuse: (name, expectation) => refuse(point, name, expectation),
  };
  const inactive = new Set(proposals.flatMap((spec) => compositeOf(spec)?.inactive?.(spec, start) ?? []));
  for (const [i, value] of position.entries()) {
    const parameter = parameters[i] as string;
    if (Number.isFinite(value) || inactive.has(parameter)) continue;
    refuse(point, parameter, 'a finite number');
  }
}

/**
 * Throws unless a chain can start from an evaluated point: it is inside the prior, and a jump could lead back to it.
 *
 * @param drawn whether the model drew the point from its prior
 */
export function checkStart(
  point: EvaluatedPoint,
  parameters: readonly string[],
  proposals: readonly Proposal<string>[],
  place: StartLocation,
  drawn: boolean,
): void {
  try {
    checkEvaluated(point, parameters, proposals, place);
  } catch (error) {
    if (!drawn || !isEpsieError(error, 'START_REJECTED')) throw error;
    const { chain, temperature, parameter } = error;
    reject(`${error.message}. ${DRAWN}`, { chain, temperature, ...(parameter === undefined ? {} : { parameter }) });
  }
}

const DRAWN =
  'The `samplePrior` of the model drew this point: let it draw only points that `evaluate` and the proposals allow';

function checkEvaluated(
  point: EvaluatedPoint,
  parameters: readonly string[],
  proposals: readonly Proposal<string>[],
  place: StartLocation,
): void {
  const { position } = point;
  checkNumbers(position, parameters, proposals, place);
  if (point.logPrior === Number.NEGATIVE_INFINITY) {
    const text = parameters.map((name, i) => `${name}: ${position[i]}`).join(', ');
    reject(
      `Expected the start to be inside the prior, got a log prior of -Infinity at { ${text} } (${locationText(place)})`,
      place,
    );
  }
  for (const part of proposals.flatMap(partsOf)) checkDomain(part, { parameters, position, place });
}

/** A start position, with what messages about it need. */
type Point = { readonly parameters: readonly string[]; readonly position: Float64Array; readonly place: StartLocation };

// Outside of the domain of its proposal a chain could leave the start, but never return: the jump back has density 0.
function checkDomain(spec: FixedProposal<string>, point: Point): void {
  if (spec.parameters.every((name) => Number.isNaN(numberOf(point, name)))) return;
  for (const [i, parameter] of spec.parameters.entries()) {
    const value = numberOf(point, parameter);
    const domain = domainOf(spec, i);
    if (domain === undefined) continue;
    const { lower, upper, integer = false } = domain;
    if (integer && !Number.isInteger(value)) refuse(point, parameter, 'an integer, as its proposal is discrete');
    if (value >= lower && value <= upper) continue;
    const reason = 'of its proposal (no jump could lead back to it)';
    refuse(point, parameter, `within the bounds [${lower}, ${upper}] ${reason}`);
  }
}

const numberOf = ({ parameters, position }: Point, name: string): number =>
  position[parameters.indexOf(name)] as number;

function refuse(point: Point, parameter: string, expectation: string): never {
  const { place } = point;
  const got = `got ${numberOf(point, parameter)} (${locationText(place)})`;
  return reject(`Expected the start of \`${parameter}\` to be ${expectation}, ${got}`, { ...place, parameter });
}

/** Returns chain and temperature as text, for messages. */
export const locationText = ({ chain, temperature }: StartLocation): string =>
  `chain ${chain}, temperature ${temperature}`;

/** Throws an error of code `START_REJECTED`. */
export function reject(message: string, place: StartLocation): never {
  throw createError('START_REJECTED', message, place);
}
