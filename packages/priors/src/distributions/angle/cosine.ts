import { createDistribution } from '../create.ts';
import type { Distribution, DistributionKind } from '../distribution.ts';
import { HALF_PI, polarLaw } from './sine.ts';

/** A {@link cosine} distribution as plain data. */
export type CosineSpec = {
  /** Name of the distribution. */
  readonly kind: 'cosine';
};

/** Creates the distribution of the declination of a random direction: the density is ½ cos x, from −π/2 to π/2. */
export function cosine(): Distribution<CosineSpec> {
  return createDistribution({ kind: 'cosine' }, polarLaw(HALF_PI));
}

/** The code of {@link cosine}. */
export const cosineKind: DistributionKind<CosineSpec> = { kind: 'cosine', law: () => polarLaw(HALF_PI) };
