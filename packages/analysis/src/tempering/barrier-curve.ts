import { expected, expectInteger, expectOptions, typeError } from '@epsie/core/checks';
import { monotoneSlopes } from '@epsie/core/math';
import type { TemperingRow } from './numbers.ts';

/** The communication barrier as a function of β, sampled from the hottest level to the coldest. */
export type BarrierCurve = {
  /** Inverse temperatures, ascending. */
  readonly betas: Float64Array;
  /** Λ(β), the rejections between the hottest level and β. */
  readonly cumulative: Float64Array;
  /** λ(β) = dΛ/dβ, the density of rejections. */
  readonly local: Float64Array;
};

/**
 * Returns the barrier between the levels of a report: the monotone cubic through the cumulative rejections, and its derivative (Syed et al. 2022,
 * JRSSB 84, 321). At the levels the values are those of the report.
 *
 * @param report result of {@link tempering}
 * @param options `points` per pair of levels, default 20
 * @throws TypeError unless `report` has rows; TypeError or RangeError unless `points` is an integer from 1 up
 *
 * @example
 * ```ts
 * import { barrierCurve, tempering } from '@epsie/analysis';
 * import { betaLadder, ParallelTemperedSampler } from '@epsie/core';
 * import { normal } from '@epsie/priors';
 *
 * const sampler = new ParallelTemperedSampler({
 *   model: { prior: { x: normal(0, 4) }, logLikelihood: ({ x }) => -0.5 * x * x },
 *   chains: 4,
 *   betas: betaLadder(5, 50, { prior: true }),
 *   seed: 1,
 * });
 * await sampler.start();
 * await sampler.run(1000);
 * const { betas, cumulative, local } = barrierCurve(tempering(sampler, { burnIn: 200 }));
 * console.log(betas.length, cumulative.at(-1), local.at(-1)); // 81 points; Λ, and λ(1)
 * ```
 */
export function barrierCurve(
  report: { readonly rows: readonly TemperingRow[] },
  options: { readonly points?: number } = {},
): BarrierCurve {
  expectOptions('barrierCurve', options, ['points'], '{ points: 20 }');
  const points = expectInteger('points', options.points ?? 20, 1);
  if (!Array.isArray((report as { readonly rows?: unknown } | undefined)?.rows))
    throw typeError(expected('report', 'the result of `tempering`', report));
  const rows = report.rows.toReversed();
  const nodes = Float64Array.from(rows, ({ beta }) => beta);
  const sums = new Float64Array(rows.length);
  for (let k = 1; k < rows.length; k++) sums[k] = (sums[k - 1] as number) + (rows[k]?.rejection ?? Number.NaN);
  const slopes = monotoneSlopes(nodes, sums);
  const size = (rows.length - 1) * points + 1;
  const curve = { betas: new Float64Array(size), cumulative: new Float64Array(size), local: new Float64Array(size) };
  for (let i = 0; i < size; i++) {
    const k = Math.min(Math.floor(i / points), rows.length - 2);
    const at = cubicOf(nodes, sums, slopes, k, (i - k * points) / points);
    [curve.betas[i], curve.cumulative[i], curve.local[i]] = at;
  }
  return curve;
}

// Hermite's cubic between two nodes, at a fraction t of the way: x, y and dy/dx.
function cubicOf(
  nodes: Float64Array,
  sums: Float64Array,
  slopes: Float64Array,
  k: number,
  t: number,
): [beta: number, cumulative: number, local: number] {
  const [x0, x1, y0, y1] = [nodes[k], nodes[k + 1], sums[k], sums[k + 1]] as [number, number, number, number];
  const [d0, d1] = [slopes[k] as number, slopes[k + 1] as number];
  const width = x1 - x0;
  const [s, rise] = [1 - t, (y1 - y0) / width];
  const y = y0 + t * t * (3 - 2 * t) * (y1 - y0) + width * t * s * (s * d0 - t * d1);
  return [t === 1 ? x1 : x0 + t * width, y, 6 * t * s * rise + s * (1 - 3 * t) * d0 + t * (3 * t - 2) * d1];
}
