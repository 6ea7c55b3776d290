import { exp, log } from '../math/elementary.ts';
import type { KernelState } from '../proposals/kernel.ts';
import type { Random } from '../random/random.ts';
import {
  densityRatio,
  drawPoint,
  logTarget,
  type ProposalCheck,
  randomOf,
  type Subject,
  text,
} from './proposal-subject.ts';

/** Standard errors that a mean may be off: once in a million times for each of them. */
const TOLERANCE = 5;
/** Kolmogorov's distance times √N is above it once in 200 000 times. */
const DISTANCE_LIMIT = 2.5;
const DRAWS = 3000;
const STEPS = 8;
const PAIRS = 20_000;

function metropolisHastings(subject: Subject, x: Float64Array, state: KernelState, random: Random): Float64Array {
  const { kernel } = subject;
  const y = new Float64Array(x.length);
  kernel.jump(x, y, state, random);
  const logTargetRatio = logTarget(subject, y) - logTarget(subject, x);
  if (logTargetRatio === Number.NEGATIVE_INFINITY) return x;
  const logRatio = logTargetRatio + (kernel.symmetric ? 0 : densityRatio(subject, y, x, state));
  if (Number.isNaN(logRatio))
    throw new Error(
      `Expected an acceptance ratio, got NaN for the jump from ${text(subject, x)} to ${text(subject, y)}`,
    );
  return random.random() <= exp(Math.min(logRatio, 0)) ? y : x;
}

function keepsTarget(subject: Subject): void {
  const random = randomOf(1);
  const state = subject.kernel.initial();
  const ends = Array.from({ length: DRAWS }, () => {
    let x = drawPoint(subject, random);
    for (let i = 0; i < STEPS; i++) x = metropolisHastings(subject, x, state, random);
    return x;
  });
  for (const [i, law] of subject.laws.entries()) {
    const uniforms = Float64Array.from(ends, (x) => law.uniform(x[i] as number, random)).sort();
    const distance = uniforms.reduce((most, u, n) => Math.max(most, u - n / DRAWS, (n + 1) / DRAWS - u), 0);
    if (distance * Math.sqrt(DRAWS) < DISTANCE_LIMIT) continue;
    throw new Error(
      `Expected exact draws of a target to stay such draws after ${STEPS} steps, but those of \`${subject.parameters[i]}\` ` +
        `are off by ${(distance * Math.sqrt(DRAWS)).toFixed(1)} (Kolmogorov's distance times √N, at most ${DISTANCE_LIMIT}): ` +
        'look at `symmetric` and `logDensity`',
    );
  }
}

// Reversible chains go from a to b as often as from b to a: ⟨f(x) g(x′)⟩ = ⟨g(x) f(x′)⟩ for all f and g.
function isReversible(subject: Subject): void {
  const random = randomOf(2);
  const state = subject.kernel.initial();
  const n = subject.laws.length;
  const sums = new Float64Array(n);
  const squares = new Float64Array(n);
  for (let pair = 0; pair < PAIRS; pair++) {
    const x = drawPoint(subject, random);
    const y = metropolisHastings(subject, x, state, random);
    for (const [i, law] of subject.laws.entries()) {
      const u = law.uniform(x[i] as number, random);
      const v = law.uniform(y[i] as number, random);
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
        'look at `symmetric` and `logDensity`',
    );
  }
}

function densityFitsJumps(subject: Subject): void {
  const { kernel, laws } = subject;
  const { logDensity } = kernel;
  if (logDensity === undefined) return;
  const random = randomOf(3);
  const state = kernel.initial();
  const from = drawPoint(subject, random);
  const to = new Float64Array(from.length);
  const jumps = Array.from({ length: PAIRS }, () => {
    kernel.jump(from, to, state, random);
    return to.slice();
  });
  const sizes = laws.map((law, i) => typicalSize(jumps, from, i, law.size));
  const weighted = Array.from({ length: PAIRS }, () => {
    let logBroad = 0;
    for (const [i, law] of laws.entries()) {
      const [x, logScatter] = law.scatter(from[i] as number, sizes[i] as number, random);
      to[i] = x;
      logBroad += logScatter;
    }
    return { x: to.slice(), weight: exp(logDensity.call(kernel, to, from, state) - logBroad) };
  });
  compare(
    'integrate (or sum) to 1',
    weighted.map(({ weight }) => weight),
    jumps.map(() => 1),
    subject,
    from,
  );
  for (const [i, name] of subject.parameters.entries()) {
    const side = (x: Float64Array): number => ((x[i] as number) > (from[i] as number) ? 1 : 0);
    const far = (x: Float64Array): number =>
      Math.abs((x[i] as number) - (from[i] as number)) > (sizes[i] as number) ? 1 : 0;
    for (const [what, test] of [
      ['side', side],
      ['length', far],
    ] as const) {
      const expectation = `give the jumps of \`${name}\` the ${what} that they have`;
      compare(
        expectation,
        weighted.map(({ x, weight }) => weight * test(x)),
        jumps.map(test),
        subject,
        from,
      );
    }
  }
}

/** Median length of jumps; `size` where most of them stay. */
function typicalSize(jumps: readonly Float64Array[], from: Float64Array, i: number, size: number): number {
  const lengths = Float64Array.from(jumps, (x) => Math.abs((x[i] as number) - (from[i] as number))).sort();
  return lengths[Math.floor(lengths.length / 2)] || size;
}

function compare(what: string, density: number[], jumps: number[], subject: Subject, from: Float64Array): void {
  const [a, b] = [momentsOf(density), momentsOf(jumps)];
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

function densitiesAgree(subject: Subject): void {
  const { kernel } = subject;
  if (kernel.logDensity === undefined) return;
  const random = randomOf(4);
  const state = kernel.initial();
  // A density in units of the target: its logarithm is no larger where the units of a parameter are small.
  const perSize = subject.laws.reduce((sum, { size }) => sum + log(size), 0);
  const y = new Float64Array(subject.laws.length);
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
        `Expected \`logDensity\` to be symmetric, as \`symmetric\` says, got ${forth} ${points}, ${forth + ratio} back`,
      );
    const own = kernel.logDensityRatio?.(y, x, state) ?? ratio;
    if (!close(own, ratio, forth + perSize))
      throw new Error(
        `Expected \`logDensityRatio\` to be the difference of the log densities, ${ratio}, got ${own} ${points}`,
      );
  }
}

const close = (a: number, b: number, size: number): boolean => Math.abs(a - b) <= 1e-7 * (1 + Math.abs(size));

/** What the laws of probability ask of a kernel. */
export const checksOfLaws: readonly ProposalCheck[] = [
  ['log densities agree with each other and with `symmetric`', densitiesAgree],
  ['exact draws of a target stay exact draws', keepsTarget],
  ['detailed balance', isReversible],
];

/** What they ask of a kernel whose density is one of all its parameters together. */
export const checksOfDensity: readonly ProposalCheck[] = [['the log density is that of the jumps', densityFitsJumps]];
