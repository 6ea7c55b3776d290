import type { ExportReference } from '../data/export-reference.ts';
import type { AndrieuThomsSpec } from './adaptation/andrieu-thoms.ts';
import type { SiviaSkillingSpec } from './adaptation/sivia-skilling.ts';
import type { VeitchSpec } from './adaptation/veitch.ts';
import type { Birth } from './births/birth.ts';

/** How a proposal learns its scale while the chain runs. */
export type Adaptation = VeitchSpec | SiviaSkillingSpec | AndrieuThomsSpec;

/** Units in which the eigenvector families look for directions: each parameter by its standard deviation, or as it is. */
export type Units = 'standard' | 'raw';

/** Options that every proposal has. */
export type JumpOptions = {
  /** The proposal moves only every so many steps, until `jumpIntervalDuration` of its own steps have passed. Default 1. */
  readonly jumpInterval?: number;
  /** Own steps after which a jump interval ends. Default: the duration of the adaptation. */
  readonly jumpIntervalDuration?: number;
};

type Common<Kind extends string, P extends string> = {
  /** Family of the proposal. */
  readonly kind: Kind;
  /** The parameters that it moves, in the order of its numbers. */
  readonly parameters: readonly P[];
  /** Steps between two jumps; 1 is every step. */
  readonly jumpInterval: number;
  /** Own steps after which a jump interval ends. */
  readonly jumpIntervalDuration?: number;
};

/** Made by {@link normal}. */
export type NormalProposal<P extends string> = Common<'normal', P> & {
  /** Variances, or the rows of a matrix. */
  readonly covariance?: readonly number[] | readonly (readonly number[])[];
  /** Set where the covariance is singular on purpose. */
  readonly singular?: true;
  /** How it adapts. */
  readonly adaptation?: Adaptation;
};

/** Made by {@link boundedNormal}. */
export type BoundedNormalProposal<P extends string> = Common<'boundedNormal', P> & {
  /** Lower and upper bound of each parameter. */
  readonly bounds: readonly (readonly [number, number])[];
  /** Variances. */
  readonly covariance?: readonly number[];
  /** How it adapts. */
  readonly adaptation?: Adaptation;
};

/** Made by {@link angular}. */
export type AngularProposal<P extends string> = Common<'angular', P> & {
  /** Variances, in rad². */
  readonly covariance?: readonly number[];
  /** How it adapts. */
  readonly adaptation?: Adaptation;
};

/** Made by {@link discrete}. */
export type DiscreteProposal<P extends string> = Common<'discrete', P> & {
  /** Whether a jump of each parameter may stay. */
  readonly successive: readonly boolean[];
  /** Variances. */
  readonly covariance?: readonly number[];
  /** How it adapts. */
  readonly adaptation?: Adaptation;
};

/** Made by {@link boundedDiscrete}. */
export type BoundedDiscreteProposal<P extends string> = Common<'boundedDiscrete', P> & {
  /** Smallest and largest value of each parameter: integers. */
  readonly bounds: readonly (readonly [number, number])[];
  /** Whether a jump of each parameter may stay. */
  readonly successive: readonly boolean[];
  /** Variances. */
  readonly covariance?: readonly number[];
  /** How it adapts. */
  readonly adaptation?: Adaptation;
};

/** Made by {@link eigenvector}. */
export type EigenvectorProposal<P extends string> = Common<'eigenvector', P> & {
  /** Variances, or the rows of a matrix. */
  readonly covariance?: readonly number[] | readonly (readonly number[])[];
  /** Set where the covariance is singular on purpose. */
  readonly singular?: true;
  /** How often the probabilities of the directions are shuffled. */
  readonly shuffleRate: number;
  /** Units in which the directions are eigenvectors. */
  readonly units: Units;
  /** How it adapts. */
  readonly adaptation?: AndrieuThomsSpec;
};

/** Made by {@link boundedEigenvector}. */
export type BoundedEigenvectorProposal<P extends string> = Common<'boundedEigenvector', P> &
  Omit<EigenvectorProposal<P>, 'kind'> & {
    /** Lower and upper bound of each parameter. */
    readonly bounds: readonly (readonly [number, number])[];
  };

/** Made by {@link solidAngle}. */
export type SolidAngleProposal<P extends string> = Common<'solidAngle', P> & {
  /** Concentration of a jump. */
  readonly kappa: number;
  /** Where the polar angle starts. */
  readonly convention: 'polar' | 'declination';
  /** Unit of both angles. */
  readonly unit: 'radians' | 'degrees';
  /** How it adapts. */
  readonly adaptation?: AndrieuThomsSpec;
};

/** Made by {@link customProposal}. */
export type CustomProposal<P extends string> = Common<'custom', P> & {
  /** Where its kernel stands. */
  readonly reference: ExportReference;
  /** What the kernel is made with. */
  readonly options?: unknown;
};

/** A proposal that moves a fixed number of parameters: any but {@link nestedTransdimensional}. */
export type FixedProposal<P extends string> =
  | NormalProposal<P>
  | BoundedNormalProposal<P>
  | AngularProposal<P>
  | DiscreteProposal<P>
  | BoundedDiscreteProposal<P>
  | EigenvectorProposal<P>
  | BoundedEigenvectorProposal<P>
  | SolidAngleProposal<P>
  | CustomProposal<P>;

/** One of the components of a {@link nestedTransdimensional} proposal. */
export type TransdimensionalComponent<P extends string> = {
  /** Moves the component while it is active. */
  readonly proposal: FixedProposal<P>;
  /** Where it is born: a distribution of the same parameters. */
  readonly birth: Birth<P>;
};

/** Made by {@link nestedTransdimensional}. */
export type NestedTransdimensionalProposal<P extends string> = Common<'nestedTransdimensional', P> & {
  /** The parameter that counts the active components. */
  readonly index: P;
  /** Moves the index. */
  readonly indexProposal: FixedProposal<P>;
  /** The components. */
  readonly components: readonly TransdimensionalComponent<P>[];
};

/** A proposal as plain data. The functions `normal`, `boundedNormal`, … make them. */
export type Proposal<P extends string> = FixedProposal<P> | NestedTransdimensionalProposal<P>;
