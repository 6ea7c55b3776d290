import { expected, expectNames, expectOptions, quoted } from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import { rangeError, typeError } from '../../errors/wrong-use.ts';
import type { Random } from '../../random/random.ts';
import { type Birth, isBirth } from '../births/registry.ts';
import type { Composite, PartDensities, StartPoint } from '../composite.ts';
import type { BoundedDiscreteProposal } from '../families/bounded-discrete.ts';
import type { CustomProposal } from '../families/custom.ts';
import type { DiscreteProposal } from '../families/discrete.ts';
import { domainOf, type FixedProposal } from '../families/registry.ts';
import type { ProposalSpec } from '../spec.ts';
import { numbersOf, type Values } from '../values.ts';
import type { CycleMember } from './cycle.ts';
import { type NestedParts, NestedTransdimensionalRun } from './nested-transdimensional-run.ts';

/** One of the components of a {@link nestedTransdimensional} proposal. */
export type TransdimensionalComponent<P extends string> = {
  /** Moves the component while it is active. */
  readonly proposal: CycleMember<P>;
  /** Distribution that it is born from: one of the same parameters. */
  readonly birth: Birth<P>;
};

/** A {@link nestedTransdimensional} proposal as plain data. */
export type NestedTransdimensionalProposal<P extends string> = ProposalSpec<'nestedTransdimensional', P> & {
  /** The parameter that counts the active components. */
  readonly index: P;
  /** Moves the index. */
  readonly indexProposal: FixedProposal<P>;
  /** The components. */
  readonly components: readonly TransdimensionalComponent<P>[];
};

/** Options of {@link nestedTransdimensional}. */
export type NestedTransdimensionalOptions<K extends string, P extends string> = {
  /** The parameter that counts the active components. */
  readonly index: K;
  /** Moves the index, without adaptation and jump interval: {@link boundedDiscrete}, {@link discrete}, or a proposal of your own that proposes integers. */
  readonly indexProposal: DiscreteProposal<K> | BoundedDiscreteProposal<K> | CustomProposal<K>;
  /** The components: each with the proposal that moves it while it is active, and the distribution that it is born from. */
  readonly components: readonly TransdimensionalComponent<P>[];
};

/**
 * Moves between models of different dimension: a parameter k, the *index*, counts which of n exchangeable components are
 * active; the parameters of an inactive one are NaN. One jump draws k′; where k′ > k, as many of the inactive components
 * are chosen at random and born; where k′ < k, as many of the active ones die; and every component that is active before
 * and after moves by its own proposal. Where the index proposal leaves 0 … n, k stays.
 *
 * The random choice of *which* components switch is left out of the acceptance ratio. So the target is the one in which
 * `logPrior` is the prior of k plus those of the active components, and given k any set of k labels is as likely: a model
 * must not divide by the number of such sets.
 *
 * A component adapts and counts a step if it was active before the step and is active after the decision. The first
 * iteration of a chain does not count.
 *
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { boundedDiscrete, nestedTransdimensional, normal, uniformBirth } from '@epsie/core';
 *
 * const lines = nestedTransdimensional({
 *   index: 'count',
 *   indexProposal: boundedDiscrete('count', { bounds: { count: [0, 2] } }),
 *   components: [
 *     { proposal: normal('line1'), birth: uniformBirth('line1', { bounds: { line1: [0, 10] } }) },
 *     { proposal: normal('line2'), birth: uniformBirth('line2', { bounds: { line2: [0, 10] } }) },
 *   ],
 * });
 * ```
 */
export function nestedTransdimensional<const K extends string, const P extends string>(
  options: NestedTransdimensionalOptions<K, P>,
): NestedTransdimensionalProposal<K | P> {
  expectOptions('nestedTransdimensional', options, ['index', 'indexProposal', 'components']);
  const { index, components } = options;
  if (typeof index !== 'string') throw typeError(expected('index', 'the name of a parameter', index));
  if (!Array.isArray(components) || components.length === 0)
    throw typeError(expected('components', 'an array of { proposal, birth }', components));
  components.forEach(checkComponent);
  const indexProposal = checkIndexProposal(options.indexProposal, index, components.length);
  const parameters = [index, ...components.flatMap(({ proposal }) => proposal.parameters)];
  return {
    kind: 'nestedTransdimensional',
    parameters: expectNames('index and components', parameters),
    jumpInterval: 1,
    index,
    indexProposal,
    components: components.map(({ proposal, birth }) => ({ proposal, birth })),
  };
}

function checkIndexProposal<K extends string>(proposal: FixedProposal<K>, index: K, count: number): FixedProposal<K> {
  const kinds = ['boundedDiscrete', 'discrete', 'custom'];
  if (!kinds.includes((proposal as { kind?: unknown } | null)?.kind as string)) {
    const made = 'made by `boundedDiscrete`, `discrete` or `customProposal`';
    throw typeError(expected('indexProposal', made, proposal));
  }
  if (proposal.parameters.length !== 1 || proposal.parameters[0] !== index) {
    const got = quoted(proposal.parameters);
    throw typeError(`Expected \`indexProposal\` to move \`${index}\` alone (the \`index\`), got ${got}`);
  }
  if ('adaptation' in proposal || proposal.jumpInterval !== 1) {
    const got = 'adaptation' in proposal ? describe(proposal.adaptation) : `jumpInterval ${proposal.jumpInterval}`;
    throw typeError(`Expected \`indexProposal\` to have no \`adaptation\` and no \`jumpInterval\`, got ${got}`);
  }
  const { lower, upper } = domainOf(proposal, 0) ?? UNBOUNDED;
  // An index that a jump without bounds takes out of 0 … n stays; bounds beyond 0 … n are a mistake.
  if (lower === UNBOUNDED.lower || (lower >= 0 && upper <= count)) return proposal;
  const within = `within 0 and ${count}, the number of components`;
  throw rangeError(`Expected the bounds of \`indexProposal\` to be ${within}, got [${lower}, ${upper}]`);
}

const UNBOUNDED = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

function checkComponent(component: unknown, i: number): void {
  const option = `components[${i}]`;
  expectOptions(option, component, ['proposal', 'birth']);
  const { proposal, birth } = component as TransdimensionalComponent<string>;
  const { kind, parameters } = (proposal ?? {}) as Partial<ProposalSpec>;
  if (!Array.isArray(parameters) || kind === 'nestedTransdimensional') {
    const made = 'made by `normal` or another function for proposals, but not by `nestedTransdimensional`';
    throw typeError(expected(`${option}.proposal`, made, proposal));
  }
  if (!isBirth(birth)) {
    const made = 'made by `uniformBirth`, `normalBirth` or `logNormalBirth`';
    throw typeError(expected(`${option}.birth`, made, birth));
  }
  if (isSameSet(proposal.parameters, birth.parameters)) return;
  const [moved, born] = [quoted(proposal.parameters), quoted(birth.parameters)];
  throw typeError(`Expected \`${option}.birth\` to have the parameters of its proposal, ${moved}, got ${born}`);
}

const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name));

/** The composite of {@link nestedTransdimensional}. */
export const nestedTransdimensionalComposite: Composite<NestedTransdimensionalProposal<string>, NestedParts> = {
  kind: 'nestedTransdimensional',
  parts: ({ indexProposal, components }) => ({
    index: indexProposal,
    components: components.map(({ proposal }) => proposal),
  }),
  births: ({ components }) => components.map(({ birth }) => birth),
  createRun: (context) => new NestedTransdimensionalRun(context),
  logDensity: nestedLogDensity,
  inactive: inactiveParameters,
  deactivate,
};

function nestedLogDensity(
  { indexProposal, components }: NestedTransdimensionalProposal<string>,
  to: Values,
  from: Values,
  densities: PartDensities,
): number {
  let sum = densities.ofProposal(indexProposal, to, from);
  for (const { proposal, birth } of components) {
    if (!isActive(to, proposal)) continue;
    sum += isActive(from, proposal) ? densities.ofProposal(proposal, to, from) : densities.ofBirth(birth, to);
  }
  return sum;
}

const isActive = (point: Values, { parameters }: ProposalSpec): boolean =>
  !numbersOf(point, parameters).some(Number.isNaN);

/** Checks that each component is active or inactive as a whole, and that the index counts the active ones. */
function inactiveParameters(
  { index, components }: NestedTransdimensionalProposal<string>,
  start: StartPoint,
): readonly string[] {
  const inactive = components.filter(({ proposal }) => isInactive(proposal, start));
  const active = components.length - inactive.length;
  if (start.numberOf(index) !== active) start.refuse(index, `${active}, the number of active components`);
  return inactive.flatMap(({ proposal }) => proposal.parameters);
}

// Given the number of active components, each set of them is as likely: see nestedTransdimensional.
function deactivate(
  { index, components }: NestedTransdimensionalProposal<string>,
  draw: Values,
  random: Random,
): readonly string[] {
  const active = draw[index] as number;
  const n = components.length;
  if (!(Number.isInteger(active) && active >= 0 && active <= n))
    throw rangeError(
      `Expected the prior of \`${index}\`, the index, to draw an integer from 0 to ${n}, the number of components, got ${active}. ` +
        `Declare it as \`integers(0, ${n})\`, or by weights as \`categorical\``,
    );
  return random.sample(components, n - active).flatMap(({ proposal }) => proposal.parameters);
}

function isInactive({ parameters }: ProposalSpec, start: StartPoint): boolean {
  const missing = parameters.filter((name) => Number.isNaN(start.numberOf(name)));
  if (missing.length === 0) return false;
  const present = parameters.find((name) => !missing.includes(name));
  if (present === undefined) return true;
  return start.refuse(missing[0] as string, `a number like \`${present}\` of its component, or both to be NaN`);
}
