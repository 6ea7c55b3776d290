import type { Random } from '../../random/random.ts';

/** Code of a birth, whose parameters are independent of each other. */
export interface BirthKernel {
  /** Draws parameter number `index`. */
  draw(index: number, random: Random): number;
  /** Returns the log density of parameter number `index` at x. */
  logDensity(index: number, x: number): number;
}

/** The members that all births have in common as plain data. */
export type BirthSpec<Kind extends string = string, P extends string = string> = {
  /** Name of the distribution. */
  readonly kind: Kind;
  /** The parameters of the component. */
  readonly parameters: readonly P[];
};

/**
 * Contract of a birth distribution: one file in `births/` with the type of its plain data, the function that users call for
 * it, and an object of this type, which `births/registry.ts` lists.
 */
export interface BirthDistribution<B extends BirthSpec> {
  /** Name of the distribution in its plain data. */
  readonly kind: B['kind'];
  /** Creates the kernel. */
  kernel(birth: B): BirthKernel;
}
