import { quoted } from '../../checks/validate.ts';
import { createError, type EpsieErrorFields, isEpsieError } from '../../errors/epsie-error.ts';
import { typeError } from '../../errors/wrong-use.ts';
import type { Prior } from '../../model/prior.ts';
import type { StartPoint } from '../../proposals/composite.ts';
import { compositeOf, type Proposal } from '../../proposals/composites/registry.ts';
import { domainOf, type FixedProposal } from '../../proposals/families/registry.ts';
import { partsOf } from '../../proposals/parts.ts';
import type { EvaluatedPoint } from './start-points.ts';

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
 * @param drawn the function that drew the point, if it was drawn
 */
export function checkStart(
  point: EvaluatedPoint,
  parameters: readonly string[],
  proposals: readonly Proposal<string>[],
  place: StartLocation,
  drawn: DrawnBy | undefined,
): void {
  try {
    checkEvaluated(point, parameters, proposals, place);
  } catch (error) {
    if (drawn === undefined || !isEpsieError(error, 'START_REJECTED')) throw error;
    const { chain, temperature, parameter } = error;
    reject(`${error.message}. ${DRAWN[drawn]}`, {
      chain,
      temperature,
      ...(parameter === undefined ? {} : { parameter }),
    });
  }
}

/** Source of a drawn start point: a declared prior, or the `samplePrior` of the model. */
export type DrawnBy = 'prior' | 'samplePrior';

const DRAWN: { readonly [D in DrawnBy]: string } = {
  prior:
    'The prior of the model drew this point: let its `sample` draw only points that its `logDensity` allows, and choose ' +
    'proposals for all of its domain',
  samplePrior:
    'The `samplePrior` of the model drew this point: let it draw only points that `evaluate` and the proposals allow',
};

/**
 * Throws unless all numbers of a start point are in the domains of a declared prior, before the model is evaluated.
 *
 * @throws EpsieError `START_REJECTED` that names the parameter and its domain
 */
export function checkInsidePrior(
  position: Float64Array,
  parameters: readonly string[],
  prior: Prior,
  place: StartLocation,
): void {
  for (const [i, parameter] of parameters.entries()) {
    const { lower, upper, integer, periodic } = prior.domainOf(parameter);
    const value = position[i] as number;
    // Inactive components are NaN; an angle is the value of a point of the circle, whatever its turn.
    if (Number.isNaN(value) || periodic) continue;
    const point = { parameters, position, place };
    if (integer && !Number.isInteger(value)) refuse(point, parameter, 'an integer, as its prior is one of integers');
    if (value < lower || value > upper)
      refuse(point, parameter, `within [${lower}, ${upper}], the domain of its prior`);
  }
}

/**
 * Throws unless a model can draw its start points.
 *
 * @throws TypeError that names the parameters whose prior cannot be drawn
 */
export function checkDrawable(prior: Prior | undefined): void {
  if (prior === undefined || prior.undrawable.length === 0) return;
  throw typeError(
    `Expected every prior to have a function \`sample\`, since \`start\` got no positions, got none for ${quoted(prior.undrawable)}. ` +
      'Pass positions to `start`, or add `sample` to the prior',
  );
}

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
