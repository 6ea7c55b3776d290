import { createError, type EpsieErrorFields, isEpsieError } from '../../errors/epsie-error.ts';
import { polarRange } from '../../proposals/families/solid-angle.ts';
import type { FixedProposal, NestedTransdimensionalProposal, Proposal } from '../../proposals/spec.ts';
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
  const inactive = new Set<string>();
  for (const spec of proposals) {
    if (spec.kind !== 'nestedTransdimensional') continue;
    for (const name of checkComponents(spec, point)) inactive.add(name);
  }
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
  for (const spec of proposals) checkDomain(spec, { parameters, position, place });
}

/** A start position, with what messages about it need. */
type Point = { readonly parameters: readonly string[]; readonly position: Float64Array; readonly place: StartLocation };

/**
 * Checks that each component is all numbers (active) or all NaN (inactive), and that the index counts the active ones. Returns
 * the parameters of the inactive ones.
 */
function checkComponents(spec: NestedTransdimensionalProposal<string>, point: Point): readonly string[] {
  const inactive = spec.components.filter(({ proposal }) => isInactive(proposal, point));
  const active = spec.components.length - inactive.length;
  const index = numberOf(point, spec.index);
  if (index !== active) refuse(point, spec.index, `${active}, the number of active components`);
  return inactive.flatMap(({ proposal }) => proposal.parameters);
}

function isInactive({ parameters }: FixedProposal<string>, point: Point): boolean {
  const missing = parameters.filter((name) => Number.isNaN(numberOf(point, name)));
  if (missing.length === 0) return false;
  const present = parameters.find((name) => !missing.includes(name));
  if (present === undefined) return true;
  return refuse(point, missing[0] as string, `a number like \`${present}\` of the same component, or both to be NaN`);
}

// Outside of the domain of its proposal a chain could leave the start, but never return: the jump back has density 0.
function checkDomain(spec: Proposal<string>, point: Point): void {
  if (spec.kind === 'nestedTransdimensional') {
    checkDomain(spec.indexProposal, point);
    for (const { proposal } of spec.components) if (!isInactive(proposal, point)) checkDomain(proposal, point);
    return;
  }
  for (const [i, parameter] of spec.parameters.entries()) {
    const value = numberOf(point, parameter);
    if ('successive' in spec && !Number.isInteger(value))
      refuse(point, parameter, 'an integer, as its proposal is discrete');
    const [lower, upper] = domainOf(spec, i) ?? [value, value];
    if (value >= lower && value <= upper) continue;
    const reason = 'of its proposal (no jump could lead back to it)';
    refuse(point, parameter, `within the bounds [${lower}, ${upper}] ${reason}`);
  }
}

/** Returns the range in which a proposal can move a parameter; undefined if it is unbounded. */
function domainOf(spec: FixedProposal<string>, i: number): readonly [number, number] | undefined {
  if (spec.kind === 'solidAngle') return i === 1 ? polarRange(spec) : undefined;
  return 'bounds' in spec ? spec.bounds[i] : undefined;
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

/** Throws a `START_REJECTED`. */
export function reject(message: string, place: StartLocation): never {
  throw createError('START_REJECTED', message, place);
}
