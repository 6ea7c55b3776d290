import { expected, expectNames, expectOptions, expectPositive } from '../../checks/validate.ts';
import { typeError } from '../../errors/wrong-use.ts';
import { exp, log, log1p } from '../../math/elementary.ts';
import { angleOf, bit, sin, sinCos } from '../../math/trigonometry.ts';
import { type Adaptation, learnerOf, resolveAdaptation } from '../adaptation/registry.ts';
import type { ParameterDomain, ProposalFamily } from '../family.ts';
import { JUMP_OPTIONS, resolveJumpOptions } from '../jump-options.ts';
import type { ProposalKernel } from '../kernel.ts';
import type { Concentration } from '../scales/scale.ts';
import type { JumpOptions, ProposalSpec } from '../spec.ts';
import { clamp } from '../truncated-normal.ts';

/** A {@link solidAngle} proposal as plain data. */
export type SolidAngleProposal<P extends string> = ProposalSpec<'solidAngle', P> & {
  /** Concentration of a jump. */
  readonly kappa: number;
  /** Range of the polar angle. */
  readonly convention: 'polar' | 'declination';
  /** Unit of both angles. */
  readonly unit: 'radians' | 'degrees';
  /** Set where the density of the model is per both angles. */
  readonly measure?: 'angles';
  /** Rule by which it adapts. */
  readonly adaptation?: Adaptation;
};

/** Options of {@link solidAngle}. */
export type SolidAngleOptions = JumpOptions & {
  /** Concentration κ of a jump: about 1/κ is its variance in rad², for large κ. Default 10, with an adaptation 5. */
  readonly kappa?: number;
  /** The polar angle runs from 0 at one pole to π at the other (`polar`, default), or from −π/2 to π/2 (`declination`). */
  readonly convention?: 'polar' | 'declination';
  /** Unit of both angles. Default radians. */
  readonly unit?: 'radians' | 'degrees';
  /**
   * Measure of the model's log prior: `'solidAngle'`, where a uniform sky has a constant one, or `'angles'`, where it has the
   * sine of the polar angle, or the cosine of the declination. Default `'solidAngle'`; for a model that declares its prior always `'angles'`.
   */
  readonly measure?: 'solidAngle' | 'angles';
  /** Rule by which the proposal learns κ: {@link andrieuThoms}. Default: none. */
  readonly adaptation?: Adaptation;
};

/**
 * A jump on the sphere: from the von Mises–Fisher distribution around the present direction (Fisher 1953, Proc. R. Soc.
 * A 217, 295). The poles are positions like any other. Proposed azimuths are in [0, 2π).
 *
 * Symmetric *per unit solid angle*: the model's density of the two angles must be per unit solid angle too. A uniform sky has
 * a constant `logPrior`, without the sin θ. For a density with it, pass `measure: 'angles'`. Declared priors are such densities: the sampler
 * sets it for them.
 *
 * @param angles names of the two parameters
 * @throws TypeError or RangeError that names the option, what was expected and what came
 *
 * @example
 * ```ts
 * import { andrieuThoms, solidAngle } from '@epsie/core';
 *
 * const sky = solidAngle(
 *   { azimuth: 'ra', polar: 'dec' },
 *   { convention: 'declination', adaptation: andrieuThoms({ duration: 1000 }) },
 * );
 * ```
 */
export function solidAngle<const P extends string>(
  angles: { readonly azimuth: P; readonly polar: P },
  options: SolidAngleOptions = {},
): SolidAngleProposal<P> {
  if (typeof angles !== 'object' || angles === null)
    throw typeError(expected('the first argument of solidAngle', "{ azimuth: 'name', polar: 'name' }", angles));
  expectOptions('solidAngle', angles, ['azimuth', 'polar']);
  expectOptions('solidAngle', options, ['kappa', 'convention', 'unit', 'measure', 'adaptation', ...JUMP_OPTIONS]);
  const { convention = 'polar', unit = 'radians', measure = 'solidAngle' } = options;
  const parameters = expectNames('azimuth and polar', [angles.azimuth, angles.polar]);
  const adaptation = resolveAdaptation(
    { adaptation: options.adaptation },
    { owner: 'solidAngle', scales: ['concentration'], parameters },
  );
  const { kappa = adaptation === undefined ? 10 : 5 } = options;
  return {
    kind: 'solidAngle',
    parameters,
    kappa: expectPositive('kappa', kappa),
    convention: expectOneOf('convention', convention, ['polar', 'declination']),
    unit: expectOneOf('unit', unit, ['radians', 'degrees']),
    ...(expectOneOf('measure', measure, ['solidAngle', 'angles']) === 'angles' ? { measure: 'angles' as const } : {}),
    ...(adaptation === undefined ? {} : { adaptation }),
    ...resolveJumpOptions('solidAngle', options, adaptation),
  };
}

/** The family of {@link solidAngle}. */
export const solidAngleFamily: ProposalFamily<SolidAngleProposal<string>> = {
  kind: 'solidAngle',
  kernel: createSolidAngleKernel,
  domain: (spec, index) => (index === 1 ? polarRange(spec) : undefined),
};

/** Creates the kernel of {@link solidAngle}. */
function createSolidAngleKernel(spec: SolidAngleProposal<string>): ProposalKernel<Concentration> {
  const { kind, kappa, adaptation, measure } = spec;
  const perUnit = spec.unit === 'degrees' ? Math.PI / 180 : 1;
  const { lower: lowest, upper: highest } = polarRange(spec);
  const turn = 2 * Math.PI;
  // The last κ, and its 1 − e^{−2κ}: without adaptation it never changes. (A variable would be a new object for every number.)
  const concentration = new Float64Array(2);
  // Sines and cosines at the last position: a step that is rejected leaves it.
  const known = new Float64Array(2).fill(Number.NaN);
  const polar = new Float64Array(2);
  const azimuth = new Float64Array(2);
  const pair = new Float64Array(2);
  const isPerAngles = measure === 'angles';
  const logSine = ([, value]: Float64Array): number => log(sin(((value as number) - lowest) * perUnit));
  const kernel: ProposalKernel<Concentration> = {
    symmetric: !isPerAngles,
    // The idea: draw a direction around the pole, in closed form, and turn the pole onto the present direction.
    jump(from, to, { kappa }, random) {
      pair[0] = turn * random.random();
      if (kappa !== concentration[0]) {
        concentration[0] = kappa;
        concentration[1] = oneMinusExp(2 * kappa);
      }
      // 1 − cos θ of a draw around the pole.
      const height = Math.min(-log1p(-random.random() * (concentration[1] as number)) / kappa, 2);
      const away = Math.sqrt(height * (2 - height));
      sinCos(pair);
      const a = away * (pair[1] as number);
      const y1 = away * (pair[0] as number);
      const c = 1 - height;
      if (from[0] !== known[0] || from[1] !== known[1]) {
        known.set(from);
        azimuth[0] = (from[0] as number) * perUnit;
        polar[0] = ((from[1] as number) - lowest) * perUnit;
        sinCos(azimuth);
        sinCos(polar);
      }
      const sinPhi = azimuth[0] as number;
      const cosPhi = azimuth[1] as number;
      const sinPolar = polar[0] as number;
      const cosPolar = polar[1] as number;
      // The turn: first around y, then around z.
      const x1 = a * cosPolar + c * sinPolar;
      pair[0] = x1 * sinPhi + y1 * cosPhi;
      pair[1] = x1 * cosPhi - y1 * sinPhi;
      angleOf(pair);
      const angle = pair[0] as number;
      const positive = angle + turn * bit(angle < 0);
      to[0] = positive < turn ? positive / perUnit : 0;
      pair[0] = Math.sqrt(x1 * x1 + y1 * y1);
      pair[1] = c * cosPolar - a * sinPolar;
      angleOf(pair);
      to[1] = clamp((pair[0] as number) / perUnit + lowest, lowest, highest);
    },
    // log κ − log(4π sinh κ) + κ cos γ, from 1 − cos γ, which keeps its digits at small angles.
    logDensity(to, from, { kappa }) {
      const here = ((from[1] as number) - lowest) * perUnit;
      const there = ((to[1] as number) - lowest) * perUnit;
      const sinHalf = sin(0.5 * (there - here));
      const sinHalfAzimuth = sin(0.5 * perUnit * ((to[0] as number) - (from[0] as number)));
      const oneMinusCos = 2 * (sinHalf * sinHalf + sin(here) * sin(there) * sinHalfAzimuth * sinHalfAzimuth);
      const perSolidAngle = log(kappa / (turn * oneMinusExp(2 * kappa))) - kappa * oneMinusCos;
      return isPerAngles ? perSolidAngle + logSine(to) + 2 * log(perUnit) : perSolidAngle;
    },
    ...(adaptation === undefined
      ? { initial: () => ({ kappa }) }
      : learnerOf(adaptation, 'concentration', kind)(adaptation, { kappa })),
  };
  return isPerAngles ? { ...kernel, logRatio: (from, to) => logSine(from) - logSine(to) } : kernel;
}

/** Returns the range of the polar angle, in the unit of the parameters. */
function polarRange(spec: SolidAngleProposal<string>): ParameterDomain {
  const half = spec.unit === 'degrees' ? 180 : Math.PI;
  return spec.convention === 'polar' ? { lower: 0, upper: half } : { lower: -0.5 * half, upper: 0.5 * half };
}

// 1 − e^{−x}, without cancellation for small x.
function oneMinusExp(x: number): number {
  // e^{−38} is less than half of the last bit of 1.
  if (x > 38) return 1;
  if (x > 0.01) return 1 - exp(-x);
  return x * (1 - (x / 2) * (1 - (x / 3) * (1 - (x / 4) * (1 - (x / 5) * (1 - x / 6)))));
}

function expectOneOf<T extends string>(option: string, value: T, known: readonly T[]): T {
  if (known.includes(value)) return value;
  throw typeError(expected(option, known.map((name) => `'${name}'`).join(' or '), value));
}
