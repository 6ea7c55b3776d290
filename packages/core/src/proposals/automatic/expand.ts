import { unknownParameter } from '../../checks/validate.ts';
import { rangeError, typeError } from '../../errors/wrong-use.ts';
import type { Prior, PriorDomain } from '../../model/prior.ts';
import { andrieuThoms } from '../adaptation/andrieu-thoms.ts';
import { siviaSkilling } from '../adaptation/sivia-skilling.ts';
import { type CycleMember, type CycleProposal, cycle } from '../composites/cycle.ts';
import { adaptiveMixture } from '../families/adaptive-mixture.ts';
import { boundedDiscrete } from '../families/bounded-discrete.ts';
import { discrete } from '../families/discrete.ts';
import { priorDraw } from '../families/prior-draw.ts';
import { solidAngle } from '../families/solid-angle.ts';
import type { AutomaticProposal } from './spec.ts';

/** A parameter that an automatic proposal is to move. */
type Subject = {
  readonly name: string;
  readonly domain: PriorDomain;
  /** Typical deviation from its mean under the prior. */
  readonly scale: number;
};

/** A member of the cycle: its weight, and the function that makes it adapt for a number of its own steps. */
type Member = { readonly weight: number; readonly make: (duration?: number) => CycleMember<string> };

/** Share of the steps that draw from the prior. */
const PRIOR_SHARE = 0.02;
/** First jumps of real numbers, in units of the prior's scale. */
const FIRST_JUMP = 0.1;
/** Scales whose squares are far from the limits of numbers. */
const [SMALLEST_SCALE, LARGEST_SCALE] = [1e-140, 1e140];
/** Steps over which the concentration of jumps on a sphere adapts unless there is a duration. */
const LONG = 1_000_000;

/**
 * Returns the cycle for the domains and widths of some parameters.
 *
 * @throws TypeError for a parameter whose width is unknown, RangeError for one whose width is beyond all sense
 */
export function expandAutomatic(
  { widths = {}, duration, jumpInterval, jumpIntervalDuration }: AutomaticProposal<string>,
  parameters: readonly string[],
  prior: Prior | undefined,
): CycleProposal<string> {
  const unknown = Object.keys(widths).find((name) => !parameters.includes(name));
  if (unknown !== undefined) throw typeError(unknownParameter(unknown, '`widths` of `automatic`', parameters));
  const subjects = parameters.map((name) => subjectOf(name, widths, prior));
  const members = withDraws(membersOf(subjects), parameters, prior);
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const mixed = cycle(
    members.map(({ weight, make }) => {
      const own = duration === undefined ? undefined : ownDuration(duration, weight / total);
      return [make(own), weight] as const;
    }),
    { jumpInterval, ...(jumpIntervalDuration === undefined ? {} : { jumpIntervalDuration }) },
  );
  return { ...mixed, automatic: true };
}

/**
 * Returns the steps of its own for which a member adapts: five standard deviations fewer than are expected, so that all of them are over when
 * the chain has made `duration` steps.
 */
const ownDuration = (duration: number, share: number): number =>
  Math.max(2, Math.floor(duration * share - 5 * Math.sqrt(duration * share * (1 - share))));

const REALS: PriorDomain = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

function subjectOf(
  name: string,
  widths: { readonly [name: string]: number | undefined },
  prior: Prior | undefined,
): Subject {
  const domain = prior?.domainOf(name) ?? REALS;
  const width = widths[name];
  // That of a uniform distribution.
  const scale = width === undefined ? prior?.scaleOf(name) : width / Math.sqrt(12);
  if (scale !== undefined && scale > 0 && scale < Number.POSITIVE_INFINITY) {
    if (scale >= SMALLEST_SCALE && scale <= LARGEST_SCALE) return { name, domain, scale };
    throw rangeError(
      `Expected the scale of \`${name}\` to be between ${SMALLEST_SCALE} and ${LARGEST_SCALE}, got ${scale}: its square is not a ` +
        `number. Choose another unit for \`${name}\``,
    );
  }
  const advice = `Write \`automatic({ widths: { ${name}: … } })\` with its rough range`;
  if (prior !== undefined)
    throw typeError(
      `Expected \`automatic\` to know the width of \`${name}\`, whose prior has no finite \`sd\`. ${advice}`,
    );
  throw typeError(
    `Expected \`automatic\` to know the width of \`${name}\`, since the model does not declare its prior. ${advice}, or declare ` +
      'the prior: `{ prior: { … }, logLikelihood }`',
  );
}

function membersOf(subjects: readonly Subject[]): readonly Member[] {
  const real = subjects.filter(({ domain }) => !domain.integer);
  const integers = subjects.filter(({ domain }) => domain.integer);
  return [
    ...(real.length === 0 ? [] : [{ weight: real.length, make: (duration?: number) => mixtureOf(real, duration) }]),
    ...spheresOf(subjects).map((sphere) => ({ weight: 1, make: (duration?: number) => directionOf(sphere, duration) })),
    ...integers.map((subject) => ({ weight: 1, make: (duration?: number) => integerOf(subject, duration) })),
  ];
}

function mixtureOf(subjects: readonly Subject[], duration: number | undefined): CycleMember<string> {
  const periodic = subjects.filter(({ domain }) => domain.periodic);
  const period = Object.fromEntries(periodic.map(({ name, domain }) => [name, [domain.lower, domain.upper] as const]));
  return adaptiveMixture(
    subjects.map(({ name }) => name),
    {
      covariance: subjects.map(({ scale }) => (FIRST_JUMP * scale) ** 2),
      ...(periodic.length === 0 ? {} : { period }),
      ...(duration === undefined ? {} : { duration }),
    },
  );
}

type Sphere = NonNullable<PriorDomain['sphere']>;

/** Returns the spheres of which both angles are among the parameters. */
function spheresOf(subjects: readonly Subject[]): readonly Sphere[] {
  const names = subjects.map(({ name }) => name);
  return subjects.flatMap(({ name, domain: { sphere } }) =>
    sphere !== undefined && sphere.azimuth === name && names.includes(sphere.polar) ? [sphere] : [],
  );
}

function directionOf({ azimuth, polar, convention, unit = 'radians' }: Sphere, duration = LONG): CycleMember<string> {
  const adaptation = andrieuThoms({ duration });
  return solidAngle({ azimuth, polar }, { convention, unit, measure: 'angles', adaptation });
}

function integerOf(
  { name, domain: { lower, upper }, scale }: Subject,
  duration: number | undefined,
): CycleMember<string> {
  const adaptation = siviaSkilling(duration === undefined ? {} : { duration });
  const options = { covariance: Math.max(1, scale) ** 2, adaptation };
  const bounded = Number.isFinite(lower) && Number.isFinite(upper);
  return bounded ? boundedDiscrete(name, { bounds: { [name]: [lower, upper] }, ...options }) : discrete(name, options);
}

function withDraws(
  members: readonly Member[],
  parameters: readonly string[],
  prior: Prior | undefined,
): readonly Member[] {
  if (prior === undefined || !canDraw(prior, parameters)) return members;
  const weight = members.reduce((sum, member) => sum + member.weight, 0) * (PRIOR_SHARE / (1 - PRIOR_SHARE));
  return [...members, { weight, make: () => priorDraw(parameters) }];
}

/** Returns whether some parameters can be drawn without others: none of a joint prior is missing. */
function canDraw(prior: Prior, parameters: readonly string[]): boolean {
  return (
    prior.parameters.every(
      (name) => !prior.dependsOn(name).some((other) => parameters.includes(other)) || parameters.includes(name),
    ) && parameters.every((name) => !prior.undrawable.includes(name))
  );
}
