import { exp, log } from '../math/elementary.ts';
import type { KernelState } from '../proposals/kernel.ts';
import type { Random } from '../random/random.ts';
import {
  drawPoint,
  frozenStates,
  type KernelUnderTest,
  type ProposalCheck,
  randomOf,
  targetStep,
  text,
} from './proposal-subject.ts';

/** Standard errors that a mean may be off by: exceeded once in a million times. */
const TOLERANCE = 5;
/** Limit of Kolmogorov's distance times √N: exceeded once in 200 000 times. */
const DISTANCE_LIMIT = 2.5;
const DRAWS = 3000;
const STEPS = 8;
const PAIRS = 20_000;

const metropolisHastings = (
  subject: KernelUnderTest,
  x: Float64Array,
  state: KernelState,
  random: Random,
): Float64Array => targetStep(subject, x, state, random).position;

function keepsTarget(subject: KernelUnderTest): void {
  for (const state of frozenStates(subject)) keepsTargetIn(subject, state);
}

function keepsTargetIn(subject: KernelUnderTest, state: KernelState): void {
  const random = randomOf(1);
  const ends = Array.from({ length: DRAWS }, () => {
    let x = drawPoint(subject, random);
    for (let i = 0; i < STEPS; i++) x = metropolisHastings(subject, x, state, random);
    return x;
  });
  for (const [i, target] of subject.targets.entries()) {
    const uniforms = Float64Array.from(ends, (x) => target.uniform(x[i] as number, random)).sort();
    const distance = uniforms.reduce((most, u, n) => Math.max(most, u - n / DRAWS, (n + 1) / DRAWS - u), 0);
    if (distance * Math.sqrt(DRAWS) < DISTANCE_LIMIT) continue;
    throw new Error(
      `Expected exact draws of a target to stay such draws after ${STEPS} steps, but those of \`${subject.parameters[i]}\` ` +
        `are off by ${(distance * Math.sqrt(DRAWS)).toFixed(1)} (Kolmogorov's distance times √N, at most ${DISTANCE_LIMIT}): ` +
        'check `symmetric`, `logDensity` and `logRatio`',
    );
  }
}

// Reversible chains go from a to b as often as from b to a: ⟨f(x) g(x′)⟩ = ⟨g(x) f(x′)⟩ for all f and g.
function isReversible(subject: KernelUnderTest): void {
  for (const state of frozenStates(subject)) isReversibleIn(subject, state);
}

function isReversibleIn(subject: KernelUnderTest, state: KernelState): void {
  const random = randomOf(2);
  const n = subject.targets.length;
  const sums = new Float64Array(n);
  const squares = new Float64Array(n);
  for (let pair = 0; pair < PAIRS; pair++) {
    const x = drawPoint(subject, random);
    const y = metropolisHastings(subject, x, state, random);
    for (const [i, target] of subject.targets.entries()) {
      const u = target.uniform(x[i] as number, random);
      const v = target.uniform(y[i] as number, random);
      const difference = x[i] === y[i] ? 0 : u * v * v - u * u * v;
      sums[i] = (sums[i] as number) + difference;
      squares[i] = (squares[i] as number) + difference * difference;
    }
  }
  for (const [i, name] of subject.parameters.entries()) {
    const deviation = (sums[i] as number) / Math.sqrt((squares[i] as number) || 1);
    if (Math.abs(deviation) < TOLERANCE) continue;
    throw new Error(
      `Expected detailed balance, but jumps of \`${name}\` one way outweigh those back by ${deviation.toFixed(1)} standard errors: ` +
        'check `symmetric`, `logDensity` and `logRatio`',
    );
  }
}

// An expectation over the jumps can be estimated in two ways: as an average over jumps, and as one over points of a known broad
// density, each weighted by the kernel's density over that one. For a density that is that of the jumps they agree.
function densityFitsJumps(subject: KernelUnderTest): void {
  if (subject.kernel.logDensity === undefined) return;
  const estimates = drawEstimates(subject);
  const { from, sizes } = estimates;
  compare('integrate (or sum) to 1', estimates, () => 1);
  for (const [i, name] of subject.parameters.entries()) {
    const jump = (x: Float64Array): number => (x[i] as number) - (from[i] as number);
    const isUp = (x: Float64Array): number => (jump(x) > 0 ? 1 : 0);
    const isFar = (x: Float64Array): number => (Math.abs(jump(x)) > (sizes[i] as number) ? 1 : 0);
    compare(`give the jumps of \`${name}\` the side that they have`, estimates, isUp);
    compare(`give the jumps of \`${name}\` the length that they have`, estimates, isFar);
  }
}

type Estimates = {
  readonly subject: KernelUnderTest;
  readonly from: Float64Array;
  /** Ends of jumps from there. */
  readonly jumps: readonly Float64Array[];
  /** Median length of the jumps in each parameter. */
  readonly sizes: readonly number[];
  /** Points of a broad density, with the kernel's density over it. */
  readonly weighted: readonly { readonly x: Float64Array; readonly weight: number }[];
};

function drawEstimates(subject: KernelUnderTest): Estimates {
  const { kernel, targets } = subject;
  const random = randomOf(3);
  const state = kernel.initial();
  const from = drawPoint(subject, random);
  const to = new Float64Array(from.length);
  const jumps = Array.from({ length: PAIRS }, () => {
    kernel.jump(from, to, state, random);
    return to.slice();
  });
  const sizes = targets.map((target, i) => typicalSize(jumps, from, i, target.size));
  const weighted = Array.from({ length: PAIRS }, () => {
    let logBroad = 0;
    for (const [i, target] of targets.entries()) {
      const [x, logScatter] = target.scatter(from[i] as number, sizes[i] as number, random);
      to[i] = x;
      logBroad += logScatter;
    }
    return { x: to.slice(), weight: exp((kernel.logDensity?.(to, from, state) as number) - logBroad) };
  });
  return { subject, from, jumps, sizes, weighted };
}

/** Returns the median length of jumps; `size` where most of them stay. */
function typicalSize(jumps: readonly Float64Array[], from: Float64Array, i: number, size: number): number {
  const lengths = Float64Array.from(jumps, (x) => Math.abs((x[i] as number) - (from[i] as number))).sort();
  return lengths[Math.floor(lengths.length / 2)] || size;
}

/** Compares the two estimates of the expectation of a function. */
function compare(what: string, { subject, from, jumps, weighted }: Estimates, f: (x: Float64Array) => number): void {
  const a = momentsOf(weighted.map(({ x, weight }) => weight * f(x)));
  const b = momentsOf(jumps.map(f));
  const error = Math.sqrt(a.variance / PAIRS + b.variance / PAIRS) + 1e-9;
  if (Math.abs(a.mean - b.mean) < TOLERANCE * error) return;
  throw new Error(
    `Expected \`logDensity\` to ${what} around ${text(subject, from)}, got ${a.mean.toFixed(4)} for ${b.mean.toFixed(4)} ` +
      `(± ${error.toFixed(4)})`,
  );
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

function densitiesAgree(subject: KernelUnderTest): void {
  const { kernel } = subject;
  if (kernel.logDensity === undefined) return;
  const random = randomOf(4);
  const state = kernel.initial();
  // A density in units of the target: its logarithm is no larger where the units of a parameter are small.
  const perSize = subject.targets.reduce((sum, { size }) => sum + log(size), 0);
  const y = new Float64Array(subject.targets.length);
  for (let i = 0; i < 200; i++) {
    const x = drawPoint(subject, random);
    kernel.jump(x, y, state, random);
    const forth = kernel.logDensity(y, x, state);
    const ratio = kernel.logDensity(x, y, state) - forth;
    const points = `from ${text(subject, x)} to ${text(subject, y)}`;
    if (Number.isNaN(ratio) || forth === Number.NEGATIVE_INFINITY)
      throw new Error(`Expected a finite \`logDensity\` of a jump that was made, got ${forth} ${points}`);
    if (kernel.symmetric && !close(ratio, 0, forth + perSize))
      throw new Error(
        `Expected \`logDensity\` to be symmetric, as \`symmetric\` claims, got ${forth} ${points}, ${forth + ratio} back`,
      );
    const own = kernel.logRatio?.(x, y, state) ?? ratio;
    if (!close(own, ratio, forth + perSize))
      throw new Error(
        `Expected \`logRatio\` to be the difference of the log densities, ${ratio}, got ${own} ${points}`,
      );
  }
}

const close = (a: number, b: number, size: number): boolean => Math.abs(a - b) <= 1e-7 * (1 + Math.abs(size));

/** Checks of a kernel against its targets. */
export const checksOfLaws: readonly ProposalCheck[] = [
  ['log densities agree with each other and with `symmetric`', densitiesAgree],
  ['exact draws of a target stay exact draws', keepsTarget],
  ['detailed balance', isReversible],
];

/** Checks of a kernel whose density is one of all its parameters together. */
export const checksOfDensity: readonly ProposalCheck[] = [['the log density is that of the jumps', densityFitsJumps]];
