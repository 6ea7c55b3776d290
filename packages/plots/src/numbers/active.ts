/** Returns the draws in which a parameter is active: those that are not NaN. Without NaN, the draws themselves. */
export function activeOf(draws: Float64Array): Float64Array {
  for (let i = 0; i < draws.length; i++) if (Number.isNaN(draws[i])) return draws.filter((x) => !Number.isNaN(x));
  return draws;
}
