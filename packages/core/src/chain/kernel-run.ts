import { exp } from '../math/elementary.ts';
import { evaluate } from '../model/evaluate.ts';
import type { KernelState, ProposalKernel, Transition } from '../proposals/kernel.ts';
import { JumpWatch } from '../proposals/run/jump-watch.ts';
import { logRatio } from '../proposals/run/log-ratio.ts';
import type { ProposalRun, ProposalState } from '../proposals/run/proposal-run.ts';
import type { ProposalSpec } from '../proposals/spec.ts';
import type { Random } from '../random/random.ts';
import type { LevelView } from './level-view.ts';
import { ownSteps, restart } from './proposal-state.ts';
import { logTargetRatio } from './ratio.ts';
import { workspaceOf } from './workspace.ts';

/**
 * A proposal of a family at work in one level: its kernel, the adaptive state and the counters that the chain owns, and the part
 * of the position that it moves. The kernel sees it as the {@link Transition} that was just made.
 */
export class KernelRun implements ProposalRun, Transition {
  readonly kernel: ProposalKernel;
  /** Whether it moves in the present step: with a jump interval it does not always. */
  active = true;
  readonly previous: Float64Array;
  readonly proposed: Float64Array;
  readonly position: Float64Array;
  start = 1;
  step = 0;

  readonly #level: LevelView;
  readonly #spec: ProposalSpec;
  /** Indices of its parameters in a position. */
  readonly #indices: Int32Array;
  readonly #adapts: boolean;
  /** Whether it moves all parameters, in their order, at every step, and does not adapt: then it needs no copies. */
  readonly #whole: boolean;
  readonly #watch: JumpWatch;
  #kernelState: KernelState;
  #steps = 0;

  /** Takes over the state: its arrays change from now on. */
  constructor(level: LevelView, spec: ProposalSpec, kernel: ProposalKernel, state: ProposalState) {
    this.#level = level;
    this.#spec = spec;
    this.kernel = kernel;
    this.#adapts = kernel.adapt !== undefined;
    const workspace = workspaceOf(spec, level.candidate);
    this.#whole = !this.#adapts && spec.jumpInterval === 1 && workspace.whole;
    this.#indices = workspace.indices;
    this.previous = workspace.previous;
    this.proposed = workspace.proposed;
    this.position = workspace.position;
    this.#watch = new JumpWatch(spec.parameters.length);
    const { steps, start = 1, ...kernelState } = state;
    this.#steps = steps;
    this.start = start;
    this.#kernelState = kernelState;
  }

  get state(): ProposalState {
    return { steps: this.#steps, start: this.start, ...this.#kernelState };
  }

  get accepted(): boolean {
    return this.#level.accepted;
  }

  get ratio(): number {
    return this.#level.ratio;
  }

  propose(): void {
    const { position, candidate, random } = this.#level;
    if (!this.#whole) this.#proposePart(position, candidate.values, random);
    else {
      this.kernel.jump(position, candidate.values, this.#kernelState, random);
      if (!this.#watch.done) this.#watch.record(position, candidate.values);
    }
  }

  #proposePart(position: Float64Array, candidate: Float64Array, random: Random): void {
    const { previous, proposed } = this;
    const indices = this.#indices;
    this.#begin(position);
    if (this.active) {
      this.kernel.jump(previous, proposed, this.#kernelState, random);
      if (!this.#watch.done) this.#watch.record(previous, proposed);
    } else proposed.set(previous);
    for (let i = 0; i < indices.length; i++) candidate[indices[i] as number] = proposed[i] as number;
  }

  recordNoJump(): void {
    this.#begin(this.#level.position);
    this.proposed.set(this.previous);
  }

  #begin(position: Float64Array): void {
    const { previous } = this;
    const indices = this.#indices;
    for (let i = 0; i < indices.length; i++) previous[i] = position[indices[i] as number] as number;
    if (this.#spec.jumpInterval > 1) this.active = this.#isActive();
  }

  logRatio(): number {
    if (this.kernel.symmetric || !this.active) return 0;
    const { position, candidate } = this.#level;
    const previous = this.#whole ? position : this.previous;
    const proposed = this.#whole ? candidate.values : this.proposed;
    return logRatio(this.kernel, previous, proposed, this.#kernelState);
  }

  update(): void {
    if (this.#adapts && this.active) this.#adapt();
    this.#steps++;
  }

  resetAdaptation(): void {
    this.#kernelState = this.kernel.initial();
    this.start = restart(this.#steps, this.#spec);
  }

  countUnmoved(counts: Int32Array): void {
    this.#watch.addTo(counts, this.#indices);
  }

  virtualRatio(index: number): number {
    const level = this.#level;
    const { values, position } = level.candidate;
    values.set(level.position);
    values[this.#indices[index] as number] = this.proposed[index] as number;
    const evaluation = evaluate(level.model, position);
    if (evaluation.logPrior === Number.NEGATIVE_INFINITY) return 0;
    const logRatio = logTargetRatio(level, evaluation, level.beta) + this.#virtualDensityRatio(index);
    if (logRatio > 0) return 1;
    level.random.random();
    return exp(logRatio);
  }

  #virtualDensityRatio(index: number): number {
    if (this.kernel.symmetric) return 0;
    const moved = this.position.slice();
    moved[index] = this.proposed[index] as number;
    return logRatio(this.kernel, this.position, moved, this.#kernelState);
  }

  #ownSteps(): number {
    return ownSteps(this.#steps, this.#spec);
  }

  #adapt(): void {
    const { position } = this.#level;
    const indices = this.#indices;
    for (let i = 0; i < indices.length; i++) this.position[i] = position[indices[i] as number] as number;
    this.step = this.#ownSteps();
    this.kernel.adapt?.(this.#kernelState, this);
  }

  #isActive(): boolean {
    const { jumpInterval, jumpIntervalDuration = Number.POSITIVE_INFINITY } = this.#spec;
    if (jumpInterval === 1 || this.#steps % jumpInterval === 0) return true;
    const sinceStart = this.#adapts ? this.#ownSteps() - this.start + 1 : this.#ownSteps();
    return sinceStart >= jumpIntervalDuration;
  }
}
