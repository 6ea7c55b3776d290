/** Returns log Σ exp(x), without overflow; −Infinity if every x is. */
export function logSumExp(xs: ArrayLike<number>): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < xs.length; i++) largest = Math.max(largest, xs[i] as number);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += Math.exp((xs[i] as number) - largest);
  return largest + Math.log(sum);
}

/** Returns log(1 / (1 + e^−x)), without overflow. */
export const logSigmoid = (x: number): number => (x > 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x)));

/** Returns β l, which is 0 at β = 0 for a log likelihood of −Infinity too. */
export const scaled = (beta: number, logLikelihood: number): number => (beta === 0 ? 0 : beta * logLikelihood);
