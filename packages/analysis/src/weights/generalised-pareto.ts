import { logSumExp } from '../evidence/log-sum.ts';

/**
 * Returns the shape k of the generalised Pareto distribution of some excesses: the posterior mean of Zhang & Stephens (2009, Technometrics
 * 51, 316), drawn towards ½ as by ten further excesses (Vehtari et al. 2024, JMLR 25(72), appendix C). NaN if all of them are equal.
 *
 * @param excesses positive, ascending
 */
export function paretoShape(excesses: Float64Array): number {
  const n = excesses.length;
  if (n < 2 || !((excesses[n - 1] as number) > (excesses[0] as number))) return Number.NaN;
  const thetas = gridOf(excesses);
  const logs = thetas.map((theta) => n * profile(theta, excesses));
  const total = logSumExp(logs);
  const theta = thetas.reduce((sum, value, j) => sum + value * Math.exp((logs[j] as number) - total), 0);
  return (n * shapeOf(theta, excesses) + 10 * 0.5) / (n + 10);
}

// Candidates of θ = −k/σ, denser where the likelihood is large.
function gridOf(excesses: Float64Array): Float64Array {
  const n = excesses.length;
  const size = 30 + Math.floor(Math.sqrt(n));
  const quartile = excesses[Math.max(0, Math.floor(n / 4 + 0.5) - 1)] as number;
  const largest = excesses[n - 1] as number;
  return Float64Array.from(
    { length: size },
    (_, j) => 1 / largest + (1 - Math.sqrt(size / (j + 0.5))) / (3 * quartile),
  );
}

// The likelihood per excess, maximised over σ.
function profile(theta: number, excesses: Float64Array): number {
  const k = shapeOf(theta, excesses);
  return Math.log(-theta / k) - k - 1;
}

function shapeOf(theta: number, excesses: Float64Array): number {
  let sum = 0;
  for (const x of excesses) sum += Math.log1p(-theta * x);
  return sum / excesses.length;
}
