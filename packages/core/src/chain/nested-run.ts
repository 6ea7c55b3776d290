import { rangeError } from '../errors/wrong-use.ts';
import type { BirthKernel } from '../proposals/births/kernel.ts';
import type { KernelState, ProposalKernel } from '../proposals/kernel.ts';
import type { CompiledNested } from './compile.ts';
import { JumpWatch } from './jump-watch.ts';
import { ChainProposal } from './kernel-run.ts';
import type { Walker } from './level-view.ts';
import type { Mover } from './proposal-run.ts';
import type { ProposalState } from './state.ts';

/** A component at work. */
type Component = {
  readonly mover: ChainProposal;
  readonly birth: BirthKernel;
  /** Where the birth's parameters stand in a position. */
  readonly places: Int32Array;
};

/** A transdimensional proposal at work in one level: see {@link nestedTransdimensional}. */
export class NestedProposal implements Mover {
  readonly #walker: Walker;
  readonly #indexKernel: ProposalKernel;
  readonly #indexPlace: number;
  readonly #components: readonly Component[];
  #indexState: KernelState;
  #steps: number;
  /** The index before and after the jump, as its kernel sees them. */
  readonly #k = new Float64Array(1);
  readonly #proposedK = new Float64Array(1);
  readonly #indexWatch = new JumpWatch(1);
  /** Which components are active before and after the jump. */
  readonly #before: Uint8Array;
  readonly #after: Uint8Array;

  /** Takes over the state: its arrays change from now on. */
  constructor(walker: Walker, { spec, index, components }: CompiledNested, state: ProposalState) {
    const { parameters } = walker.candidate;
    const states = state as unknown as { index: KernelState; components: readonly ProposalState[] };
    this.#walker = walker;
    this.#indexKernel = index;
    this.#indexPlace = parameters.indexOf(spec.index);
    this.#indexState = states.index;
    this.#steps = state.steps;
    this.#components = components.map(({ spec: proposal, kernel, birth, bornParameters }, i) => ({
      mover: new ChainProposal(walker, proposal, kernel, states.components[i] as ProposalState),
      birth,
      places: Int32Array.from(bornParameters, (name) => parameters.indexOf(name)),
    }));
    this.#before = new Uint8Array(components.length);
    this.#after = new Uint8Array(components.length);
  }

  get state(): ProposalState {
    const components = this.#components.map(({ mover }) => mover.state);
    return { steps: this.#steps, index: this.#indexState, components };
  }

  propose(): void {
    const { position, candidate } = this.#walker;
    const count = this.#readActive(position);
    const proposed = this.#proposeIndex(position[this.#indexPlace] as number);
    candidate.values[this.#indexPlace] = proposed;
    if (proposed !== count) this.#switch(proposed - count);
    this.#writeComponents(candidate.values);
  }

  logDensityRatio(): number {
    const { position, candidate } = this.#walker;
    // Where the index stays, its densities cancel; they are not even defined for a jump that left 0 … n.
    let sum = this.#k[0] === this.#proposedK[0] ? 0 : this.#indexDensityRatio();
    for (let i = 0; i < this.#components.length; i++) {
      const component = this.#components[i] as Component;
      const before = this.#before[i] === 1;
      if (this.#after[i] === 1)
        sum += before ? component.mover.logDensityRatio() : -birthLogDensity(component, candidate.values);
      else if (before) sum += birthLogDensity(component, position);
    }
    return sum;
  }

  update(): void {
    const now = this.#walker.accepted ? this.#after : this.#before;
    // As in Python EPSIE, the first iteration of a chain does not count for its components.
    if (this.#steps > 0) {
      for (let i = 0; i < now.length; i++)
        if (this.#before[i] === 1 && now[i] === 1) (this.#components[i] as Component).mover.update();
    }
    this.#steps++;
  }

  resetAdaptation(): void {
    for (const { mover } of this.#components) mover.resetAdaptation();
  }

  countUnmoved(counts: Int32Array): void {
    this.#indexWatch.addTo(counts, Int32Array.of(this.#indexPlace));
    for (const { mover } of this.#components) mover.countUnmoved(counts);
  }

  #readActive(position: Float64Array): number {
    let count = 0;
    for (let i = 0; i < this.#components.length; i++) {
      const { places } = this.#components[i] as Component;
      const active = Number.isNaN(position[places[0] as number]) ? 0 : 1;
      this.#before[i] = active;
      this.#after[i] = active;
      count += active;
    }
    return count;
  }

  #proposeIndex(k: number): number {
    this.#k[0] = k;
    this.#indexKernel.jump(this.#k, this.#proposedK, this.#indexState, this.#walker.random);
    const proposed = this.#proposedK[0] as number;
    if (!this.#indexWatch.done) this.#indexWatch.see(this.#k, this.#proposedK);
    if (!Number.isInteger(proposed))
      throw rangeError(`Expected the index proposal to propose an integer, got ${proposed}`);
    if (proposed < 0 || proposed > this.#components.length) this.#proposedK[0] = k;
    return this.#proposedK[0] as number;
  }

  /** Chooses the components that are born (`change` > 0) or die. */
  #switch(change: number): void {
    const switching = change > 0 ? 0 : 1;
    const candidates: number[] = [];
    for (let i = 0; i < this.#before.length; i++) if (this.#before[i] === switching) candidates.push(i);
    for (const i of this.#walker.random.sample(candidates, Math.abs(change))) this.#after[i] = 1 - switching;
  }

  // In two passes: births are drawn before any jump.
  #writeComponents(values: Float64Array): void {
    const { random } = this.#walker;
    for (let i = 0; i < this.#components.length; i++) {
      const { mover, birth, places } = this.#components[i] as Component;
      if (this.#after[i] === 1) {
        if (this.#before[i] === 0)
          for (let j = 0; j < places.length; j++) values[places[j] as number] = birth.draw(j, random);
      } else {
        for (let j = 0; j < places.length; j++) values[places[j] as number] = Number.NaN;
        if (this.#before[i] === 1) mover.stay();
      }
    }
    for (let i = 0; i < this.#components.length; i++)
      if (this.#before[i] === 1 && this.#after[i] === 1) (this.#components[i] as Component).mover.propose();
  }

  #indexDensityRatio(): number {
    const kernel = this.#indexKernel;
    const state = this.#indexState;
    const [k, proposed] = [this.#k, this.#proposedK];
    if (kernel.symmetric) return 0;
    if (kernel.logDensityRatio !== undefined) return kernel.logDensityRatio(proposed, k, state);
    const logDensity = kernel.logDensity as NonNullable<ProposalKernel['logDensity']>;
    return logDensity.call(kernel, k, proposed, state) - logDensity.call(kernel, proposed, k, state);
  }
}

function birthLogDensity({ birth, places }: Component, values: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < places.length; j++) sum += birth.logDensity(j, values[places[j] as number] as number);
  return sum;
}
