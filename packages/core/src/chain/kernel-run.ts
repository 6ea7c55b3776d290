import { exp } from '../math/elementary.ts';
import { evaluate } from '../model/evaluate.ts';
import type { KernelState, ProposalKernel, Transition } from '../proposals/kernel.ts';
import type { FixedProposal } from '../proposals/spec.ts';
import type { Random } from '../random/random.ts';
import { JumpWatch } from './jump-watch.ts';
import type { Walker } from './level-view.ts';
import type { Mover } from './proposal-run.ts';
import { ownSteps } from './proposal-state.ts';
import { logTargetRatio } from './ratio.ts';
import type { ProposalState } from './state.ts';
import { workspaceOf } from './workspace.ts';

/**
 * A proposal at work in one level: its kernel, the adaptive state and the counters that the chain owns, and the part of
 * the position that it moves. To the kernel it shows itself as the {@link Transition} that was just made.
 */
export class ChainProposal implements Mover, Transition {
  readonly kernel: ProposalKernel;
  /** Whether it moves in the present step (jump intervals). */
  active = true;
  readonly previous: Float64Array;
  readonly proposed: Float64Array;
  readonly position: Float64Array;
  start = 1;
  step = 0;

  readonly #walker: Walker;
  readonly #spec: FixedProposal<string>;
  /** Where its parameters stand in a position. */
  readonly #indices: Int32Array;
  readonly #adapts: boolean;
  /** Whether it moves all parameters, in their order, at every step and never looks back: then it needs no copies. */
  readonly #whole: boolean;
  readonly #watch: JumpWatch;
  #kernelState: KernelState;
  #steps = 0;

  /** Takes over the state: its arrays change from now on. */
  constructor(walker: Walker, spec: FixedProposal<string>, kernel: ProposalKernel, state: ProposalState) {
    this.#walker = walker;
    this.#spec = spec;
    this.kernel = kernel;
    this.#adapts = kernel.adapt !== undefined;
    const workspace = workspaceOf(spec, walker.candidate.parameters);
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
    return this.#walker.accepted;
  }

  get ratio(): number {
    return this.#walker.ratio;
  }

  propose(): void {
    const { position, candidate, random } = this.#walker;
    if (!this.#whole) this.#proposePart(position, candidate.values, random);
    else {
      this.kernel.jump(position, candidate.values, this.#kernelState, random);
      if (!this.#watch.done) this.#watch.see(position, candidate.values);
    }
  }

  #proposePart(position: Float64Array, candidate: Float64Array, random: Random): void {
    const { previous, proposed } = this;
    const indices = this.#indices;
    this.#begin(position);
    if (this.active) {
      this.kernel.jump(previous, proposed, this.#kernelState, random);
      if (!this.#watch.done) this.#watch.see(previous, proposed);
    } else proposed.set(previous);
    for (let i = 0; i < indices.length; i++) candidate[indices[i] as number] = proposed[i] as number;
  }

  /** Takes part in a step without a jump: a component that is proposed to die, which counts where that is rejected. */
  stay(): void {
    this.#begin(this.#walker.position);
    this.proposed.set(this.previous);
  }

  #begin(position: Float64Array): void {
    const { previous } = this;
    const indices = this.#indices;
    for (let i = 0; i < indices.length; i++) previous[i] = position[indices[i] as number] as number;
    if (this.#spec.jumpInterval > 1) this.active = this.#isActive();
  }

  logDensityRatio(): number {
    if (this.kernel.symmetric || !this.active) return 0;
    const { position, candidate } = this.#walker;
    const previous = this.#whole ? position : this.previous;
    const proposed = this.#whole ? candidate.values : this.proposed;
    return this.#densityRatio(previous, proposed);
  }

  update(): void {
    if (this.#adapts && this.active) this.#adapt();
    this.#steps++;
  }

  resetAdaptation(): void {
    this.#kernelState = this.kernel.initial();
    this.start = Math.max(1, this.#ownSteps());
  }

  countUnmoved(counts: Int32Array): void {
    this.#watch.addTo(counts, this.#indices);
  }

  virtualRatio(index: number): number {
    const walker = this.#walker;
    const { values, position } = walker.candidate;
    values.set(walker.position);
    values[this.#indices[index] as number] = this.proposed[index] as number;
    const evaluation = evaluate(walker.model, position);
    if (evaluation.logPrior === Number.NEGATIVE_INFINITY) return 0;
    const logRatio = logTargetRatio(walker, evaluation, walker.beta) + this.#virtualDensityRatio(index);
    if (logRatio > 0) return 1;
    walker.random.random();
    return exp(logRatio);
  }

  #virtualDensityRatio(index: number): number {
    if (this.kernel.symmetric) return 0;
    const moved = this.position.slice();
    moved[index] = this.proposed[index] as number;
    return this.#densityRatio(this.position, moved);
  }

  /** log q(from | to) − log q(to | from). */
  #densityRatio(from: Float64Array, to: Float64Array): number {
    const { kernel } = this;
    const state = this.#kernelState;
    if (kernel.logDensityRatio !== undefined) return kernel.logDensityRatio(to, from, state);
    const logDensity = kernel.logDensity as NonNullable<ProposalKernel['logDensity']>;
    return logDensity.call(kernel, from, to, state) - logDensity.call(kernel, to, from, state);
  }

  #ownSteps(): number {
    return ownSteps(this.#steps, this.#spec);
  }

  #adapt(): void {
    const { position } = this.#walker;
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
