import {
  type Adaptation,
  andrieuThoms,
  angular,
  type Birth,
  type Bounds,
  boundedDiscrete,
  boundedNormal,
  type Covariance,
  discrete,
  type FixedProposal,
  logNormalBirth,
  nestedTransdimensional,
  normal,
  normalBirth,
  type Proposal,
  siviaSkilling,
  solidAngle,
  uniformBirth,
  veitch,
} from '@epsie/core';

/** Arguments of a proposal class of the reference; null is its default. */
type Arguments = {
  readonly cov?: Covariance | null;
  readonly boundaries?: Bounds<string>;
  readonly successive?: { readonly [parameter: string]: boolean } | null;
  readonly kappa?: number;
  readonly radec?: boolean;
  readonly degs?: boolean;
  readonly jump_interval: number;
  readonly jump_interval_duration?: number | null;
  readonly target_rate?: number | null;
  readonly max_cov?: number | null;
  readonly adaptation_duration?: number;
  readonly adaptation_decay?: number | null;
  readonly start_step?: number;
  readonly prior_widths?: { readonly [parameter: string]: number };
  readonly initial_std?: number | readonly number[] | null;
  readonly diagonal?: boolean;
  readonly componentwise?: boolean;
};

/** A proposal of a golden file: its class in the reference, and what that was made with. */
export type GoldenProposal = {
  readonly class: string;
  readonly parameters: readonly string[];
  readonly args: Arguments;
};

/** A birth of a golden file. */
export type GoldenBirth = {
  readonly class: 'UniformBirth' | 'NormalBirth' | 'LogNormalBirth';
  readonly parameters: readonly string[];
  readonly args: {
    readonly boundaries?: Bounds<string>;
    readonly mean?: { readonly [parameter: string]: number };
    readonly std?: { readonly [parameter: string]: number };
  };
};

/** A transdimensional proposal of a golden file. */
export type GoldenNested = {
  readonly class: 'NestedTransdimensional';
  readonly parameters: readonly string[];
  readonly model_proposal: GoldenProposal;
  readonly proposals: readonly GoldenProposal[];
  readonly births: readonly GoldenBirth[];
};

type Options = {
  readonly covariance?: Covariance;
  readonly adaptation?: Adaptation;
  readonly successive?: { readonly [parameter: string]: boolean };
  readonly jumpInterval?: number;
};

/** Our function for each family of the reference. */
const families: { readonly [name: string]: (golden: GoldenProposal, options: Options) => FixedProposal<string> } = {
  Normal: ({ parameters }, options) => normal(parameters, options),
  BoundedNormal: ({ parameters, args }, options) =>
    boundedNormal(parameters, { ...options, bounds: args.boundaries as Bounds<string> }),
  Angular: ({ parameters }, options) => angular(parameters, options),
  NormalDiscrete: ({ parameters }, options) => discrete(parameters, options),
  BoundedDiscrete: ({ parameters, args }, options) =>
    boundedDiscrete(parameters, { ...options, bounds: args.boundaries as Bounds<string> }),
  IsotropicSolidAngle: ({ parameters: [azimuth = '', polar = ''], args }, options) =>
    solidAngle(
      { azimuth, polar },
      {
        ...options,
        ...given({ kappa: args.kappa }),
        convention: args.radec ? 'declination' : 'polar',
        unit: args.degs ? 'degrees' : 'radians',
      },
    ),
};

/** Our adaptation for each prefix of a class of the reference. */
const adaptations: { readonly [prefix: string]: (golden: GoldenProposal) => Adaptation } = {
  Adaptive: ({ class: name, args, parameters }) =>
    // The reference has one adaptation of solid angles, under the name of another rule.
    name === 'AdaptiveIsotropicSolidAngle' ? andrieuThomsOf(args) : veitchOf(args, parameters),
  SSAdaptive: ({ args }) => siviaSkilling(given({ targetRate: args.target_rate, maxCovariance: args.max_cov })),
  ATAdaptive: ({ args }) => andrieuThomsOf(args),
};

function veitchOf(args: Arguments, parameters: readonly string[]): Adaptation {
  return veitch({
    duration: args.adaptation_duration as number,
    ...given({
      priorWidths: args.prior_widths && pick(args.prior_widths, parameters),
      decay: args.adaptation_decay,
      start: args.start_step,
      targetRate: args.target_rate,
      initialStd: args.initial_std,
    }),
  });
}

function andrieuThomsOf(args: Arguments): Adaptation {
  return andrieuThoms({
    initialMean: 'origin',
    duration: args.adaptation_duration as number,
    ...given({
      diagonal: args.diagonal,
      componentwise: args.componentwise,
      start: args.start_step,
      targetRate: args.target_rate,
    }),
  });
}

/** The proposal of ours that a class of the reference corresponds to. */
export function goldenProposal(golden: GoldenProposal | GoldenNested): Proposal<string> {
  return 'births' in golden ? nestedProposal(golden) : fixedProposal(golden);
}

/** The birth of ours that a class of the reference corresponds to. */
export function goldenBirth({ class: name, parameters, args }: GoldenBirth): Birth<string> {
  const { boundaries, mean, std } = args;
  if (boundaries !== undefined) return uniformBirth(parameters, { bounds: boundaries });
  const create = name === 'NormalBirth' ? normalBirth : logNormalBirth;
  return create(parameters, { mean: mean ?? {}, std: std ?? {} });
}

function nestedProposal({ model_proposal, proposals, births }: GoldenNested): Proposal<string> {
  const birthOf = (names: readonly string[]): GoldenBirth =>
    births.find(({ parameters }) => parameters.join() === names.join()) as GoldenBirth;
  return nestedTransdimensional({
    index: model_proposal.parameters[0] as string,
    indexProposal: fixedProposal(model_proposal) as never,
    components: proposals.map((golden) => ({
      proposal: fixedProposal(golden),
      birth: goldenBirth(birthOf(golden.parameters)),
    })),
  });
}

function fixedProposal(golden: GoldenProposal): FixedProposal<string> {
  const { args } = golden;
  const { prefix, family } = parseClass(golden.class);
  const create = families[family];
  if (create === undefined) throw new TypeError(`No proposal corresponds to ${golden.class}`);
  return create(
    golden,
    given({
      covariance: args.cov,
      successive: args.successive,
      adaptation: adaptations[prefix]?.(golden),
      jumpInterval: args.jump_interval,
      jumpIntervalDuration: args.jump_interval > 1 ? args.jump_interval_duration : undefined,
    }),
  );
}

/** Whether a class of the reference adapts. */
export const isAdaptive = (className: string): boolean => parseClass(className).prefix !== '';

function parseClass(className: string): { readonly prefix: string; readonly family: string } {
  const [prefix] = /^((SS|AT)?Adaptive)?/.exec(className) as RegExpExecArray;
  return { prefix, family: className.slice(prefix.length) };
}

/** The options that were given: without those that are null or undefined. */
function given<O extends object>(options: O): { readonly [K in keyof O]?: NonNullable<O[K]> } {
  const entries = Object.entries(options).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as { readonly [K in keyof O]?: NonNullable<O[K]> };
}

/** The values of some names: the reference accepts widths of parameters that a proposal does not move. */
function pick(values: { readonly [name: string]: number }, names: readonly string[]): { [name: string]: number } {
  return Object.fromEntries(names.map((name) => [name, values[name] as number]));
}
