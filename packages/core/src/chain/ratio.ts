/** Evaluation of a point, without its blob. */
type Density = { readonly logLikelihood: number; readonly logPrior: number };

/**
 * Returns log [p(x') L(x')^β / p(x) L(x)^β]. The order of the additions is part of the definition: where a point repeats, the
 * last bit decides whether a random number is drawn.
 */
export function logTargetRatio(present: Density, proposed: Density, beta: number): number {
  const logRatio = proposed.logPrior + proposed.logLikelihood * beta - present.logPrior - present.logLikelihood * beta;
  return Number.isNaN(logRatio) ? withoutLikelihood(present, proposed, beta) : logRatio;
}

// 0 · −∞: at β = 0 the likelihood does not count. −∞ + ∞: where both likelihoods are zero it does not either, and the chain
// samples the prior until it finds support.
function withoutLikelihood(present: Density, proposed: Density, beta: number): number {
  const nowhere =
    proposed.logLikelihood === Number.NEGATIVE_INFINITY && present.logLikelihood === Number.NEGATIVE_INFINITY;
  return beta === 0 || nowhere ? proposed.logPrior - present.logPrior : Number.NaN;
}
