// One Gaussian parameter: prior N(0, 4²), log likelihood −x²/2, so that every level is Gaussian too.
export const BETAS = [1, 0.3, 0.08, 0.02, 0];
export const EXACT: number = -Math.log(17) / 2;

/** Returns uniform numbers in (0, 1) from a seed (Park & Miller 1988). */
export function generator(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Returns independent draws at every level. */
export function gaussianRun(uniform: () => number, chains: number, draws: number) {
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const logLikelihood = BETAS.map((beta) =>
    Array.from({ length: chains }, () => Array.from({ length: draws }, () => -(normal() ** 2) / (beta + 1 / 16) / 2)),
  );
  return { betas: BETAS, logLikelihood };
}
