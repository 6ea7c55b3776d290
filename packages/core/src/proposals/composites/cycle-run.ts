import type { CompositeContext } from '../composite.ts';
import { CompositeRun } from '../run/composite-run.ts';
import { indicesOf } from '../run/jump-run.ts';
import type { ProposalRun } from '../run/proposal-run.ts';
import type { ProposalSpec } from '../spec.ts';

/** The parts of a cycle. */
export type CycleParts = { readonly members: readonly ProposalSpec[] };

type Cycle = ProposalSpec & { readonly weights: readonly number[] };

/** A {@link cycle} at work in one level. */
export class CycleRun extends CompositeRun {
  /** The member that moves in the present step; undefined in a step without a jump. */
  protected drawn: ProposalRun | undefined;
  /** The members, in their order. */
  protected readonly members: readonly ProposalRun[];
  readonly #spec: Cycle;
  readonly #indices: Int32Array;
  /** Probability of each member and those before it together. */
  readonly #cumulative: Float64Array;

  /** Takes over the parts. */
  constructor(context: CompositeContext<Cycle, CycleParts>) {
    super(context);
    this.members = context.parts.members;
    this.#spec = context.spec;
    this.#indices = indicesOf(context.spec.parameters, context.level);
    this.#cumulative = cumulativeOf(context.spec.weights);
  }

  propose(): void {
    const { position, candidate } = this.level;
    const indices = this.#indices;
    for (let i = 0; i < indices.length; i++) {
      const at = indices[i] as number;
      candidate.values[at] = position[at] as number;
    }
    this.drawn = this.#isActive() ? this.members[this.draw()] : undefined;
    this.drawn?.propose();
  }

  /** Draws no member: the death of a component has no bearing on the steps of a member. */
  recordNoJump(): void {
    this.drawn = undefined;
  }

  logRatio(): number {
    return this.drawn?.logRatio() ?? 0;
  }

  update(): void {
    this.drawn?.update();
    this.steps++;
  }

  /** Draws the index of a member. The position must not enter here, or the cycle would not keep the target. */
  protected draw(): number {
    const u = this.level.random.random();
    let i = 0;
    while (u >= (this.#cumulative[i] as number)) i++;
    return i;
  }

  // As for a proposal of a family, whose own steps advance at every n-th step of the chain.
  #isActive(): boolean {
    const { jumpInterval, jumpIntervalDuration = Number.POSITIVE_INFINITY } = this.#spec;
    return this.steps % jumpInterval === 0 || Math.floor(this.steps / jumpInterval) >= jumpIntervalDuration;
  }
}

/** Returns sums of the weights, the last of them exactly 1: a draw below 1 always finds a member, and never one of weight 0. */
function cumulativeOf(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (const [i, weight] of weights.entries()) {
    sum += weight;
    sums[i] = sum;
  }
  return sums.map((partial) => partial / sum);
}
