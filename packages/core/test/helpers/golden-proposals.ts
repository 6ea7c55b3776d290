import {
  type Adaptation,
  andrieuThoms,
  type Bounds,
  boundedNormal,
  type Covariance,
  normal,
  type Proposal,
  siviaSkilling,
  veitch,
} from '@epsie/core';

/** Arguments of a proposal class of the reference; null is its default. */
type Arguments = {
  readonly cov?: Covariance | null;
  readonly boundaries?: Bounds<string>;
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

type Options = { readonly covariance?: Covariance; readonly adaptation?: Adaptation; readonly jumpInterval?: number };

/** Our function for each family of the reference. */
const families: { readonly [name: string]: (golden: GoldenProposal, options: Options) => Proposal<string> } = {
  Normal: ({ parameters }, options) => normal(parameters, options),
  BoundedNormal: ({ parameters, args }, options) =>
    boundedNormal(parameters, { ...options, bounds: args.boundaries as Bounds<string> }),
};

/** Our adaptation for each prefix of a class of the reference. */
const adaptations: { readonly [prefix: string]: (golden: GoldenProposal) => Adaptation } = {
  Adaptive: ({ args, parameters }) =>
    veitch({
      duration: args.adaptation_duration as number,
      ...given({
        priorWidths: args.prior_widths && pick(args.prior_widths, parameters),
        decay: args.adaptation_decay,
        start: args.start_step,
        targetRate: args.target_rate,
        initialStd: args.initial_std,
      }),
    }),
  SSAdaptive: ({ args }) => siviaSkilling(given({ targetRate: args.target_rate, maxCovariance: args.max_cov })),
  ATAdaptive: ({ args }) =>
    andrieuThoms({
      duration: args.adaptation_duration as number,
      ...given({
        diagonal: args.diagonal,
        componentwise: args.componentwise,
        start: args.start_step,
        targetRate: args.target_rate,
      }),
    }),
};

/** The proposal of ours that a class of the reference corresponds to. */
export function goldenProposal(golden: GoldenProposal): Proposal<string> {
  const { args } = golden;
  const { prefix, family } = parseClass(golden.class);
  const create = families[family];
  if (create === undefined) throw new TypeError(`No proposal corresponds to ${golden.class}`);
  return create(
    golden,
    given({
      covariance: args.cov,
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
