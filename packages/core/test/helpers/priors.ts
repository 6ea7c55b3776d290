import type { JointPriorParameter, ParameterPrior, Random } from '@epsie/core';

/** A uniform prior. */
export const flat = (lower: number, upper: number): ParameterPrior => ({
  domain: { lower, upper },
  sd: (upper - lower) / Math.sqrt(12),
  logDensity(x) {
    if (Number.isNaN(x)) return x;
    return x >= lower && x <= upper ? -Math.log(upper - lower) : Number.NEGATIVE_INFINITY;
  },
  sample: (random) => random.uniform(lower, upper),
});

/** A normal prior. */
export const bell = (mean: number, std: number): ParameterPrior => ({
  domain: { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY },
  sd: std,
  logDensity: (x) => -0.5 * ((x - mean) / std) ** 2 - Math.log(std * Math.sqrt(2 * Math.PI)),
  sample: (random) => random.normal(mean, std),
});

/** A uniform prior of integers from 0 to `highest`. */
export const counts = (highest: number): ParameterPrior => ({
  domain: { lower: 0, upper: highest, integer: true },
  sd: Math.sqrt((highest * (highest + 2)) / 12),
  logDensity: (x) =>
    Number.isInteger(x) && x >= 0 && x <= highest ? -Math.log(highest + 1) : Number.NEGATIVE_INFINITY,
  sample: (random) => random.integer(0, highest),
});

/** Two numbers from 0 to `top` in ascending order. */
export function ascending<const A extends string, const B extends string>(
  a: A,
  b: B,
  top: number,
  calls: { count: number } = { count: 0 },
): { readonly [K in A | B]: JointPriorParameter } {
  const joint = {
    logDensity([x, y]: readonly number[]) {
      calls.count++;
      const isInside = (x as number) >= 0 && (x as number) <= (y as number) && (y as number) <= top;
      return isInside ? Math.log(2) - 2 * Math.log(top) : Number.NEGATIVE_INFINITY;
    },
    sample: (random: Random) => [random.uniform(0, top), random.uniform(0, top)].sort((x, y) => x - y),
  };
  const part = { domain: { lower: 0, upper: top }, sd: top / Math.sqrt(18), joint, names: [a, b] };
  return { [a]: part, [b]: part } as unknown as { readonly [K in A | B]: JointPriorParameter };
}
