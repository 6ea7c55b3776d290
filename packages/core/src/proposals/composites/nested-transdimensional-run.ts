import { rangeError } from '../../errors/wrong-use.ts';
import type { BirthKernel, BirthSpec } from '../births/birth.ts';
import type { CompositeContext } from '../composite.ts';
import { CompositeRun } from '../run/composite-run.ts';
import { indicesOf, type JumpRun } from '../run/jump-run.ts';
import type { ProposalRun } from '../run/proposal-run.ts';
import type { ProposalSpec } from '../spec.ts';

/** The parts of a transdimensional proposal. */
export type NestedParts = { readonly index: ProposalSpec; readonly components: readonly ProposalSpec[] };

type Nested = ProposalSpec & {
  readonly index: string;
  readonly components: readonly { readonly birth: BirthSpec }[];
};

/** A component at work. */
type Component = {
  readonly run: ProposalRun;
  readonly birth: BirthKernel;
  /** Indices of the birth's parameters in a position. */
  readonly indices: Int32Array;
};

/**
 * A transdimensional proposal at work in one level: see {@link nestedTransdimensional}. In a step, each component is
 *
 * | active before | after | what happens to it |
 * |---|---|---|
 * | no | no | stays NaN |
 * | no | yes | is born: its birth draws it |
 * | yes | no | dies: it becomes NaN; if the step is rejected, it counts as one without a jump |
 * | yes | yes | moves by its own proposal |
 */
export class NestedTransdimensionalRun extends CompositeRun {
  readonly #index: JumpRun;
  readonly #indexAt: number;
  readonly #components: readonly Component[];
  /** Which components are active before and after the jump. */
  readonly #before: Uint8Array;
  readonly #after: Uint8Array;

  /** Takes over the parts. */
  constructor(context: CompositeContext<Nested, NestedParts>) {
    super(context);
    const { spec, level, parts, births } = context;
    this.#index = parts.index;
    this.#indexAt = level.candidate.parameters.indexOf(spec.index);
    this.#components = spec.components.map(({ birth }, i) => ({
      run: parts.components[i] as ProposalRun,
      birth: births[i] as BirthKernel,
      indices: indicesOf(birth.parameters, level),
    }));
    this.#before = new Uint8Array(this.#components.length);
    this.#after = new Uint8Array(this.#components.length);
  }

  propose(): void {
    const { values } = this.level.candidate;
    const count = this.#readActive();
    const proposed = this.#proposeIndex();
    values[this.#indexAt] = proposed;
    if (proposed !== count) this.#chooseSwitching(proposed - count);
    this.#drawBirths(values);
    this.#clearInactive(values);
    this.#moveSurvivors();
  }

  logRatio(): number {
    const { position, candidate } = this.level;
    const { from, to } = this.#index;
    // Where the index stays, its densities cancel; they are not even defined for a jump that left 0 … n.
    let sum = from[0] === to[0] ? 0 : this.#index.logRatio();
    for (let i = 0; i < this.#components.length; i++) {
      const component = this.#components[i] as Component;
      const before = this.#before[i] === 1;
      if (this.#after[i] === 1)
        sum += before ? component.run.logRatio() : -birthLogDensity(component, candidate.values);
      else if (before) sum += birthLogDensity(component, position);
    }
    return sum;
  }

  update(): void {
    const now = this.level.accepted ? this.#after : this.#before;
    // As in Python EPSIE, the first iteration of a chain does not count for its components.
    if (this.steps > 0) {
      for (let i = 0; i < now.length; i++)
        if (this.#before[i] === 1 && now[i] === 1) (this.#components[i] as Component).run.update();
    }
    this.steps++;
  }

  #readActive(): number {
    const { position } = this.level;
    let count = 0;
    for (let i = 0; i < this.#components.length; i++) {
      const { indices } = this.#components[i] as Component;
      const active = Number.isNaN(position[indices[0] as number]) ? 0 : 1;
      this.#before[i] = active;
      this.#after[i] = active;
      count += active;
    }
    return count;
  }

  /** Draws the new index, which stays where its jump leaves 0 … n. */
  #proposeIndex(): number {
    const index = this.#index;
    index.jump();
    const proposed = index.to[0] as number;
    if (!Number.isInteger(proposed))
      throw rangeError(`Expected the index proposal to propose an integer, got ${proposed}`);
    if (proposed < 0 || proposed > this.#components.length) index.to[0] = index.from[0] as number;
    return index.to[0] as number;
  }

  /** Chooses the components that are born (`change` > 0) or die. */
  #chooseSwitching(change: number): void {
    const switching = change > 0 ? 0 : 1;
    const candidates: number[] = [];
    for (let i = 0; i < this.#before.length; i++) if (this.#before[i] === switching) candidates.push(i);
    for (const i of this.level.random.sample(candidates, Math.abs(change))) this.#after[i] = 1 - switching;
  }

  // All births are drawn before any jump: the order of the draws is part of what a seed stands for.
  #drawBirths(values: Float64Array): void {
    for (let i = 0; i < this.#components.length; i++) {
      if (this.#before[i] === 1 || this.#after[i] === 0) continue;
      const { birth, indices } = this.#components[i] as Component;
      for (let j = 0; j < indices.length; j++) values[indices[j] as number] = birth.draw(j, this.level.random);
    }
  }

  #clearInactive(values: Float64Array): void {
    for (let i = 0; i < this.#components.length; i++) {
      if (this.#after[i] === 1) continue;
      const { run, indices } = this.#components[i] as Component;
      for (let j = 0; j < indices.length; j++) values[indices[j] as number] = Number.NaN;
      if (this.#before[i] === 1) run.recordNoJump?.();
    }
  }

  #moveSurvivors(): void {
    for (let i = 0; i < this.#components.length; i++)
      if (this.#before[i] === 1 && this.#after[i] === 1) (this.#components[i] as Component).run.propose();
  }
}

function birthLogDensity({ birth, indices }: Component, values: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < indices.length; j++) sum += birth.logDensity(j, values[indices[j] as number] as number);
  return sum;
}
