import type { KernelState, ProposalKernel } from '../kernel.ts';
import type { ProposalSpec } from '../spec.ts';
import { JumpWatch } from './jump-watch.ts';
import { logRatio } from './log-ratio.ts';
import type { StepView } from './proposal-run.ts';

/** A part of a composite that only jumps, at work in one level: it counts no steps and never adapts. */
export class JumpRun {
  /** State of the kernel. */
  readonly state: KernelState;
  /** Its numbers before the last jump. */
  readonly from: Float64Array;
  /** Its numbers after it; the composite may change them before it asks for the ratio. */
  readonly to: Float64Array;
  readonly #level: StepView;
  readonly #kernel: ProposalKernel;
  readonly #indices: Int32Array;
  readonly #watch: JumpWatch;

  /** Takes over the state. */
  constructor(level: StepView, { parameters }: ProposalSpec, kernel: ProposalKernel, state: KernelState) {
    this.state = state;
    this.from = new Float64Array(parameters.length);
    this.to = new Float64Array(parameters.length);
    this.#level = level;
    this.#kernel = kernel;
    this.#indices = indicesOf(parameters, level);
    this.#watch = new JumpWatch(parameters.length);
  }

  /** Draws `to` from the present position. */
  jump(): void {
    const { from, to } = this;
    for (let i = 0; i < from.length; i++) from[i] = this.#level.position[this.#indices[i] as number] as number;
    this.#kernel.jump(from, to, this.state, this.#level.random);
    if (!this.#watch.done) this.#watch.record(from, to);
  }

  /** Returns log q(from | to) − log q(to | from). */
  logRatio(): number {
    return this.#kernel.symmetric ? 0 : logRatio(this.#kernel, this.from, this.to, this.state);
  }

  /** Adds the jumps that left each of its parameters where it was, by index in a position; −1 where one moved it. */
  countUnmoved(counts: Int32Array): void {
    this.#watch.addTo(counts, this.#indices);
  }
}

/** Returns the indices of some parameters in the positions of a level. */
export const indicesOf = (names: readonly string[], { candidate }: StepView): Int32Array =>
  Int32Array.from(names, (name) => candidate.parameters.indexOf(name));
