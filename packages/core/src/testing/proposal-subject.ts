import { clonePlain } from '../data/plain-data.ts';
import { exp } from '../math/elementary.ts';
import type { KernelState, ProposalKernel, Transition } from '../proposals/kernel.ts';
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

/** Returns whether a kernel has nothing but `logRatio`: its density is degenerate. */
export const isDegenerate = ({ kernel }: KernelUnderTest): boolean =>
  kernel.logDensity === undefined && kernel.logRatio !== undefined;

/**
 * Returns the states in which a kernel must keep its targets: the initial one. A kernel that learns and has no density, such as one
 * that moves by differences of past points, is also checked in the state that it has learnt in 500 steps.
 */
export function frozenStates(subject: KernelUnderTest): readonly KernelState[] {
  const { kernel } = subject;
  if (kernel.adapt === undefined || kernel.logDensity !== undefined) return [kernel.initial()];
  const learnt = kernel.initial();
  learn(subject, randomOf(8), learnt, 500);
  return [kernel.initial(), learnt];
}

function learn(subject: KernelUnderTest, random: Random, state: KernelState, steps: number): void {
  let x = drawPoint(subject, random);
  for (let step = 1; step <= steps; step++) {
    const made = targetStep(subject, x, state, random);
    subject.kernel.adapt?.(state, { step, start: 1, previous: x, virtualRatio: () => made.ratio, ...made });
    x = made.position;
  }
}

/**
 * Makes a Metropolis–Hastings step on the target.
 *
 * @throws Error for an acceptance ratio of NaN
 */
export function targetStep(
  subject: KernelUnderTest,
  x: Float64Array,
  state: KernelState,
  random: Random,
): Pick<Transition, 'accepted' | 'ratio' | 'proposed' | 'position'> {
  const { kernel } = subject;
  const y = new Float64Array(x.length);
  kernel.jump(x, y, state, random);
  const logTargetRatio = logTarget(subject, y) - logTarget(subject, x);
  if (logTargetRatio === Number.NEGATIVE_INFINITY) return { accepted: false, ratio: 0, proposed: y, position: x };
  const logRatio = logTargetRatio + (kernel.symmetric ? 0 : densityRatio(subject, x, y, state));
  if (Number.isNaN(logRatio))
    throw new Error(
      `Expected an acceptance ratio, got NaN for the jump from ${text(subject, x)} to ${text(subject, y)}`,
    );
  const ratio = exp(Math.min(logRatio, 0));
  const accepted = random.random() <= ratio;
  return { accepted, ratio, proposed: y, position: accepted ? y : x };
}

/** Makes steps from a state. Returns the points and the final state. */
export function history(subject: KernelUnderTest, random: Random, state: KernelState, steps: number): unknown {
  const { kernel } = subject;
  let x = drawPoint(subject, random);
  const points: Float64Array[] = [];
  for (let step = 1; step <= steps; step++) {
    const y = new Float64Array(x.length);
    kernel.jump(x, y, state, random);
    const accepted = logTarget(subject, y) > Number.NEGATIVE_INFINITY && step % 3 > 0;
    const position = accepted ? y : x;
    const transition: Transition = {
      step,
      start: 1,
      accepted,
      ratio: accepted ? 0.6 : 0.1,
      previous: x,
      proposed: y,
      position,
      virtualRatio: () => 0.4,
    };
    kernel.adapt?.(state, transition);
    points.push(y);
    x = position;
  }
  return { points, state: clonePlain(state) };
}

/** Returns log q(from | to) − log q(to | from): from the two densities, or from `logRatio` where there is no density. */
export function densityRatio(
  { kernel }: KernelUnderTest,
  from: Float64Array,
  to: Float64Array,
  state: KernelState,
): number {
  if (kernel.logDensity === undefined) {
    if (kernel.logRatio !== undefined) return kernel.logRatio(from, to, state);
    throw new Error('Expected a kernel that is not symmetric to have `logDensity` or `logRatio`');
  }
  return logDensityDifference(kernel, from, to, state);
}
