import type { KernelState, ProposalKernel } from '../proposals/kernel.ts';
import { logDensityDifference } from '../proposals/run/log-ratio.ts';
import { createBitGenerator } from '../random/pcg64.ts';
import { Random } from '../random/random.ts';
import type { TargetDistribution } from './proposal-domains.ts';

/** A kernel with the targets that it is checked on. */
export type KernelUnderTest = {
  readonly parameters: readonly string[];
  readonly kernel: ProposalKernel;
  readonly targets: readonly TargetDistribution[];
};

/** Name of a check, and its function, which throws where a kernel fails it. */
export type ProposalCheck = readonly [name: string, run: (subject: KernelUnderTest) => void];

/** Returns a generator for a check. */
export const randomOf = (seed: number): Random => new Random(createBitGenerator(seed));

/** Returns an exact draw of the target. */
export const drawPoint = ({ targets }: KernelUnderTest, random: Random): Float64Array =>
  Float64Array.from(targets, (target) => target.draw(random));

/** Returns the log density of the target, but for a constant. */
export const logTarget = ({ targets }: KernelUnderTest, x: Float64Array): number =>
  targets.reduce((sum, target, i) => sum + target.logDensity(x[i] as number), 0);

/** Returns a point as text. */
export const text = ({ parameters }: KernelUnderTest, x: Float64Array): string =>
  `{ ${parameters.map((name, i) => `${name}: ${x[i]}`).join(', ')} }`;

/** Returns log q(from | to) − log q(to | from), from the two densities. */
export function densityRatio(
  { kernel }: KernelUnderTest,
  from: Float64Array,
  to: Float64Array,
  state: KernelState,
): number {
  if (kernel.logDensity === undefined) throw new Error('Expected a kernel that is not symmetric to have `logDensity`');
  return logDensityDifference(kernel, from, to, state);
}
