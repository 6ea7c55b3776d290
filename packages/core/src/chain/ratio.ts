/** What the model said of a point. */
type Density = { readonly logLikelihood: number; readonly logPrior: number };

/**
 * log [p(x') L(x')^β / p(x) L(x)^β]. The order of the additions is part of the definition: where a point repeats, the last
 * bit decides whether a random number is drawn. At β = 0 the likelihood does not count, and neither does it where both
 * are zero: the chain walks under the prior until it finds support.
 */
export function logTargetRatio(present: Density, proposed: Density, beta: number): number {
  const nowhere =
    proposed.logLikelihood === Number.NEGATIVE_INFINITY && present.logLikelihood === Number.NEGATIVE_INFINITY;
  if (beta === 0 || nowhere) return proposed.logPrior - present.logPrior;
  return proposed.logPrior + proposed.logLikelihood * beta - present.logPrior - present.logLikelihood * beta;
}
