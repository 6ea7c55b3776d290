import { exp } from '../elementary.ts';
import { describe } from '../error-data.ts';
import { clonePlain, findUnplain } from '../plain.ts';
import type { KernelState, ProposalKernel, Transition } from '../proposals/kernel.ts';
import { createBitGenerator } from '../random/pcg64.ts';
import { Random } from '../random/random.ts';
import { sameData } from './expect.ts';
import type { Law } from './proposal-domains.ts';

/** What a check is made on. */
export type Subject = {
  readonly parameters: readonly string[];
  readonly kernel: ProposalKernel;
  readonly laws: readonly Law[];
};

/** Name of a check, and what it does: it throws where a kernel fails it. */
export type ProposalCheck = readonly [name: string, run: (subject: Subject) => void];

/** Standard errors that a mean may be off: once in a million times for each of them. */
const TOLERANCE = 5;
/** Kolmogorov's distance times √N is above it once in 200 000 times. */
const DISTANCE_LIMIT = 2.5;
const DRAWS = 3000;
const STEPS = 8;
const PAIRS = 20_000;

const randomOf = (seed: number): Random => new Random(createBitGenerator(seed));

const drawPoint = ({ laws }: Subject, random: Random): Float64Array =>
  Float64Array.from(laws, (law) => law.draw(random));

const logTarget = ({ laws }: Subject, x: Float64Array): number =>
  laws.reduce((sum, law, i) => sum + law.logDensity(x[i] as number), 0);

const text = ({ parameters }: Subject, x: Float64Array): string =>
  `{ ${parameters.map((name, i) => `${name}: ${x[i]}`).join(', ')} }`;

/** log q(from | to) − log q(to | from), from the two densities. */
function densityRatio({ kernel }: Subject, to: Float64Array, from: Float64Array, state: KernelState): number {
  const { logDensity } = kernel;
  if (logDensity === undefined) throw new Error('Expected a kernel that is not symmetric to have `logDensity`');
  return logDensity.call(kernel, from, to, state) - logDensity.call(kernel, to, from, state);
}

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
  const sizes = laws.map((_, i) => typicalSize(jumps, from, i));
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

/** Median length of jumps. */
function typicalSize(jumps: readonly Float64Array[], from: Float64Array, i: number): number {
  const lengths = Float64Array.from(jumps, (x) => Math.abs((x[i] as number) - (from[i] as number))).sort();
  return lengths[Math.floor(lengths.length / 2)] || 1;
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
  const y = new Float64Array(subject.laws.length);
  for (let i = 0; i < 200; i++) {
    const x = drawPoint(subject, random);
    kernel.jump(x, y, state, random);
    const forth = kernel.logDensity(y, x, state);
    const ratio = kernel.logDensity(x, y, state) - forth;
    const points = `from ${text(subject, x)} to ${text(subject, y)}`;
    if (Number.isNaN(ratio) || forth === Number.NEGATIVE_INFINITY)
      throw new Error(`Expected a finite \`logDensity\` of a jump that was made, got ${forth} ${points}`);
    if (kernel.symmetric && !close(ratio, 0, forth))
      throw new Error(
        `Expected \`logDensity\` to be symmetric, as \`symmetric\` says, got ${forth} ${points}, ${forth + ratio} back`,
      );
    const own = kernel.logDensityRatio?.(y, x, state) ?? ratio;
    if (!close(own, ratio, forth))
      throw new Error(
        `Expected \`logDensityRatio\` to be the difference of the log densities, ${ratio}, got ${own} ${points}`,
      );
  }
}

const close = (a: number, b: number, size: number): boolean => Math.abs(a - b) <= 1e-7 * (1 + Math.abs(size));

function drawsFromRandomAlone(subject: Subject): void {
  const first = history(subject, randomOf(5), subject.kernel.initial(), 100);
  const second = history(subject, randomOf(5), subject.kernel.initial(), 100);
  if (sameData(first, second)) return;
  throw new Error(
    'Expected the same jumps from the same `Random` and the same states: draw from nothing but the given `random`, and ' +
      'keep nothing outside the given `state`',
  );
}

function stateRoundTrip(subject: Subject): void {
  const state = subject.kernel.initial();
  const random = randomOf(6);
  history(subject, random, state, 50);
  const found = findUnplain('state', state);
  if (found !== undefined)
    throw new Error(`Expected a state of plain data, got ${describe(found.value)} at \`${found.path}\``);
  const shape = shapeOf(subject.kernel.initial());
  if (shapeOf(state) !== shape)
    throw new Error(`Expected a state to keep its shape while it adapts: ${shape}, got ${shapeOf(state)}`);
  const copy = clonePlain(state);
  const saved = random.state;
  const expected = history(subject, random, state, 50);
  const resumed = randomOf(0);
  resumed.state = saved;
  if (sameData(history(subject, resumed, copy, 50), expected)) return;
  throw new Error(
    'Expected a copy of the state to go on like the state itself: keep everything that a jump depends on in `state`',
  );
}

function leavesArgumentsAlone(subject: Subject): void {
  const random = randomOf(7);
  const { kernel } = subject;
  const state = kernel.initial();
  const y = new Float64Array(subject.laws.length);
  for (let i = 0; i < 100; i++) {
    const x = drawPoint(subject, random);
    const before = [x.slice(), clonePlain(state)];
    kernel.jump(x, y, state, random);
    if (!kernel.symmetric) densityRatio(subject, y, x, state);
    if (!sameData([x, state], before))
      throw new Error('Expected `jump` and `logDensity` to change neither `from` nor `state`');
    if (y.some(Number.isNaN))
      throw new Error(`Expected \`jump\` to write every number of \`to\`, got ${text(subject, y)}`);
    y.fill(Number.NaN);
  }
}

/** What jumps and adaptations do from a state on: the points, and the state in the end. */
function history(subject: Subject, random: Random, state: KernelState, steps: number): unknown {
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

function shapeOf(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Float64Array).length})`;
  if (Array.isArray(value)) return `[${value.map(shapeOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return typeof value;
  return `{ ${Object.entries(value)
    .map(([name, item]) => `${name}: ${shapeOf(item)}`)
    .join(', ')} }`;
}

/** What every kernel must pass. */
export const checksOfProposals: readonly ProposalCheck[] = [
  ['jumps leave their arguments alone', leavesArgumentsAlone],
  ['jumps take their chance from the given Random alone, and keep nothing outside the state', drawsFromRandomAlone],
  ['the state is plain data that goes on as it would have', stateRoundTrip],
  ['log densities agree with each other and with `symmetric`', densitiesAgree],
  ['exact draws of a target stay exact draws', keepsTarget],
  ['detailed balance', isReversible],
];

/** What a kernel must pass whose density is one of all its parameters together. */
export const checksOfDensity: readonly ProposalCheck[] = [['the log density is that of the jumps', densityFitsJumps]];
