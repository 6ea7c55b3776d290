// What a level of a chain, a checkpoint and a reset rely on, for any proposal: of a family with any rule, or a composite.
import { createBitGenerator, type ProposalState, Random } from '@epsie/core';
import { compileProposal } from '#src/chain/compile.js';
import { Level } from '#src/chain/level.js';
import { acquirePoint } from '#src/chain/point.js';
import { initialProposalState, resetProposalState } from '#src/chain/proposal-state.js';
import { step } from '#src/chain/step.js';
import { packPlain } from '#src/data/pack.js';
import { clonePlain, findNotPlain } from '#src/data/plain-data.js';
import type { ProposalRun } from '#src/proposals/run/proposal-run.js';
import type { ProposalSpec } from '#src/proposals/spec.js';
import { sameData } from '#src/testing/expect.js';
import type { Target } from './run-targets.ts';

export type RunSubject = {
  readonly proposal: ProposalSpec;
  readonly target: Target;
  /** Steps of the chain after which no part of the proposal adapts. */
  readonly restsAfter?: number;
};

export type RunCheck = { readonly name: string; readonly run: () => void };

const [DRAWS, STEPS, PAIRS] = [3000, 8, 20_000];
/** Kolmogorov's distance times √N exceeds it once in 200 000 times; a mean its standard errors once in a million. */
const [DISTANCE, DEVIATION] = [2.5, 5];

/** Returns the checks of a proposal at work in a level; each throws where the proposal fails it. */
export function runConformance(subject: RunSubject): readonly RunCheck[] {
  return checks.map(([name, check]) => ({ name, run: () => check(subject) }));
}

const checks: readonly (readonly [string, (subject: RunSubject) => void])[] = [
  ['the state is plain data and keeps its shape', isPlainData],
  ['a copied state continues bit-identically', continuesFromCopy],
  ['levels do not disturb each other', levelsAreIndependent],
  ['every step is counted', countsSteps],
  ['a reset restores the initial adaptive state', resets],
  ['the state rests after the duration of the adaptation', rests],
  ['exact draws of a target stay exact draws', keepsTarget],
  ['detailed balance', isReversible],
];

const randomOf = (seed: number): Random => new Random(createBitGenerator(seed));

function levelOf({ proposal, target }: RunSubject, random: Random, state = initialProposalState(proposal)): Level {
  return levelFrom({ target, compiled: compileProposal(proposal) }, random, clonePlain(state));
}

type Compiled = { readonly target: Target; readonly compiled: ReturnType<typeof compileProposal> };

function levelFrom({ target, compiled }: Compiled, random: Random, state: ProposalState): Level {
  const candidate = acquirePoint(target.parameters);
  const evaluate = () => ({ logPrior: target.logDensity(candidate.values), logLikelihood: 0 });
  const position = target.draw(random);
  const logPrior = target.logDensity(position);
  const context = { proposals: [compiled], model: { evaluate }, random, candidate };
  return new Level(context, { position, logPrior, logLikelihood: 0, proposals: [state] }, 1);
}

const runOf = (level: Level): ProposalRun => level.proposals[0] as ProposalRun;

/** Makes steps and returns all that they led to. */
function advance(level: Level, steps: number): unknown {
  const positions = Array.from({ length: steps }, () => {
    step(level);
    return level.position.slice();
  });
  return { positions, state: clonePlain(runOf(level).state) };
}

function isPlainData(subject: RunSubject): void {
  const level = levelOf(subject, randomOf(1));
  advance(level, 50);
  const { state } = runOf(level);
  const found = findNotPlain('state', state);
  if (found !== undefined) throw new Error(`Expected a state of plain data, got something else at ${found.path}`);
  const [expected, got] = [initialProposalState(subject.proposal), state].map(shapeOf);
  if (got !== expected) throw new Error(`Expected a state of shape ${expected}, got ${got}`);
}

function continuesFromCopy(subject: RunSubject): void {
  const random = randomOf(2);
  const level = levelOf(subject, random);
  advance(level, 25);
  // As chains copy it: arrays that are views of a larger piece of memory.
  const copy = packPlain({ before: new Float64Array(3), state: runOf(level).state }).value.state;
  const resumed = levelFrom({ target: subject.target, compiled: compileProposal(subject.proposal) }, randomOf(0), copy);
  resumed.position = level.position.slice();
  resumed.logPrior = level.logPrior;
  resumed.random.state = random.state;
  if (!sameData(advance(resumed, 60), advance(level, 60)))
    throw new Error('Expected a copied state to continue like the state itself');
}

function levelsAreIndependent(subject: RunSubject): void {
  const compiled = { target: subject.target, compiled: compileProposal(subject.proposal) };
  const create = (seed: number): Level => levelFrom(compiled, randomOf(seed), initialProposalState(subject.proposal));
  const alone = advance(create(3), 60);
  const [one, other] = [create(3), create(4)];
  const positions = Array.from({ length: 60 }, () => {
    step(one);
    step(other);
    return one.position.slice();
  });
  if (!sameData({ positions, state: clonePlain(runOf(one).state) }, alone))
    throw new Error('Expected the steps of one level not to depend on those of another');
}

function countsSteps(subject: RunSubject): void {
  const level = levelOf(subject, randomOf(5));
  advance(level, 37);
  const { steps } = runOf(level).state;
  if (steps !== 37) throw new Error(`Expected 37 steps to be counted, got ${steps}`);
}

function resets(subject: RunSubject): void {
  const { proposal } = subject;
  const level = levelOf(subject, randomOf(6));
  const run = runOf(level);
  // Twice: a kernel that returns the same arrays from each `initial()` fails only after its second reset.
  for (let i = 0; i < 2; i++) {
    advance(level, 60);
    const expected = resetProposalState(proposal, clonePlain(run.state));
    run.resetAdaptation();
    if (!sameData(clonePlain(run.state), expected))
      throw new Error('Expected `resetAdaptation` to do what a reset of the plain data does');
  }
  const initial = JSON.stringify(initialProposalState(proposal), withoutCounters);
  if (JSON.stringify(run.state, withoutCounters) !== initial)
    throw new Error('Expected a reset to restore the initial adaptive state');
}

function rests(subject: RunSubject): void {
  const level = levelOf(subject, randomOf(7));
  advance(level, subject.restsAfter ?? 0);
  const before = JSON.stringify(runOf(level).state, withoutCounters);
  advance(level, 100);
  if (subject.restsAfter !== undefined && JSON.stringify(runOf(level).state, withoutCounters) !== before)
    throw new Error(`Expected the adaptive state to rest after ${subject.restsAfter} steps`);
}

/** A step without adaptation, so that its target is exact. */
function frozenStep(level: Level, target: Target): void {
  const run = runOf(level);
  run.propose();
  const { values } = level.candidate;
  const proposed = target.logDensity(values);
  if (proposed === Number.NEGATIVE_INFINITY) return;
  const ratio = Math.exp(proposed - level.logPrior + run.logRatio());
  if (Number.isNaN(ratio)) throw new Error(`Expected an acceptance ratio, got NaN at ${values.join(', ')}`);
  if (level.random.random() > ratio) return;
  level.position.set(values);
  level.logPrior = proposed;
}

function restart(level: Level, target: Target): void {
  level.position.set(target.draw(level.random));
  level.logPrior = target.logDensity(level.position);
}

function keepsTarget(subject: RunSubject): void {
  const { target } = subject;
  const level = levelOf(subject, randomOf(8));
  const ends = Array.from({ length: DRAWS }, () => {
    restart(level, target);
    for (let i = 0; i < STEPS; i++) frozenStep(level, target);
    return level.position.slice();
  });
  for (const [i, name] of target.parameters.entries()) {
    const uniforms = Float64Array.from(ends, (x) => target.uniform(x, i, level.random)).filter((u) => !Number.isNaN(u));
    uniforms.sort();
    const n = uniforms.length;
    const distance = uniforms.reduce((most, u, j) => Math.max(most, u - j / n, (j + 1) / n - u), 0) * Math.sqrt(n);
    if (distance > DISTANCE)
      throw new Error(`Expected exact draws to stay exact draws, but those of ${name} are off by ${distance}`);
  }
}

// Reversible chains go from a to b as often as from b to a: ⟨f(x) g(x′)⟩ = ⟨g(x) f(x′)⟩ for all f and g.
function isReversible(subject: RunSubject): void {
  const { target } = subject;
  const level = levelOf(subject, randomOf(9));
  const coordinate = (i: number): number => target.uniform(level.position, i, level.random) || 0;
  const sums = target.parameters.map(() => ({ sum: 0, squares: 0 }));
  for (let pair = 0; pair < PAIRS; pair++) {
    restart(level, target);
    const from = level.position.slice();
    const before = target.parameters.map((_, i) => coordinate(i));
    frozenStep(level, target);
    for (const [i, moments] of sums.entries()) {
      if (Object.is(level.position[i], from[i])) continue;
      const [u, v] = [before[i] as number, coordinate(i)];
      const difference = u * v * v - u * u * v;
      moments.sum += difference;
      moments.squares += difference * difference;
    }
  }
  for (const [i, { sum, squares }] of sums.entries()) {
    const deviation = sum / Math.sqrt(squares || 1);
    if (Math.abs(deviation) > DEVIATION)
      throw new Error(`Expected detailed balance, but ${target.parameters[i]} is off by ${deviation} standard errors`);
  }
}

/** Notes of a jump to its own `logRatio`, which change with every jump. */
const NOTES = ['stretch', 'move', 'index', 'logDensity'];

const withoutCounters = (key: string, value: unknown): unknown => {
  if (key === 'steps' || key === 'start' || NOTES.includes(key)) return undefined;
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array, String) : value;
};

function shapeOf(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Float64Array).length})`;
  if (Array.isArray(value)) return `[${value.map(shapeOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return typeof value;
  return `{ ${Object.entries(value)
    .map(([name, item]) => `${name}: ${shapeOf(item)}`)
    .join(', ')} }`;
}
