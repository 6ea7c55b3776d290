import { rangeError } from '../errors/wrong-use.ts';
import type { BirthKernel } from '../proposals/births/birth.ts';
import type { KernelState, ProposalKernel } from '../proposals/kernel.ts';
import type { CompiledNested } from './compile.ts';
import { JumpWatch } from './jump-watch.ts';
import { KernelRun } from './kernel-run.ts';
import type { LevelView } from './level-view.ts';
import type { ProposalRun } from './proposal-run.ts';
import type { ProposalState } from './state.ts';

/** A component at work. */
type Component = {
  readonly run: KernelRun;
  readonly birth: BirthKernel;
  /** Where the birth's parameters stand in a position. */
  readonly indices: Int32Array;
};

/** A transdimensional proposal at work in one level: see {@link nestedTransdimensional}. */
export class NestedRun implements ProposalRun {
  readonly #level: LevelView;
  readonly #indexKernel: ProposalKernel;
  readonly #indexAt: number;
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
  constructor(level: LevelView, { spec, index, components }: CompiledNested, state: ProposalState) {
    const { parameters } = level.candidate;
    const states = state as unknown as { index: KernelState; components: readonly ProposalState[] };
    this.#level = level;
    this.#indexKernel = index;
    this.#indexAt = parameters.indexOf(spec.index);
    this.#indexState = states.index;
    this.#steps = state.steps;
    this.#components = components.map(({ spec: proposal, kernel, birth, bornParameters }, i) => ({
      run: new KernelRun(level, proposal, kernel, states.components[i] as ProposalState),
      birth,
      indices: Int32Array.from(bornParameters, (name) => parameters.indexOf(name)),
    }));
    this.#before = new Uint8Array(components.length);
    this.#after = new Uint8Array(components.length);
  }

  get state(): ProposalState {
    const components = this.#components.map(({ run }) => run.state);
    return { steps: this.#steps, index: this.#indexState, components };
  }

  propose(): void {
    const { position, candidate } = this.#level;
    const count = this.#readActive(position);
    const proposed = this.#proposeIndex(position[this.#indexAt] as number);
    candidate.values[this.#indexAt] = proposed;
    if (proposed !== count) this.#switch(proposed - count);
    this.#writeComponents(candidate.values);
  }

  logDensityRatio(): number {
    const { position, candidate } = this.#level;
    // Where the index stays, its densities cancel; they are not even defined for a jump that left 0 … n.
    let sum = this.#k[0] === this.#proposedK[0] ? 0 : this.#indexDensityRatio();
    for (let i = 0; i < this.#components.length; i++) {
      const component = this.#components[i] as Component;
      const before = this.#before[i] === 1;
      if (this.#after[i] === 1)
        sum += before ? component.run.logDensityRatio() : -birthLogDensity(component, candidate.values);
      else if (before) sum += birthLogDensity(component, position);
    }
    return sum;
  }

  update(): void {
    const now = this.#level.accepted ? this.#after : this.#before;
    // As in Python EPSIE, the first iteration of a chain does not count for its components.
    if (this.#steps > 0) {
      for (let i = 0; i < now.length; i++)
        if (this.#before[i] === 1 && now[i] === 1) (this.#components[i] as Component).run.update();
    }
    this.#steps++;
  }

  resetAdaptation(): void {
    for (const { run } of this.#components) run.resetAdaptation();
  }

  countUnmoved(counts: Int32Array): void {
    this.#indexWatch.addTo(counts, Int32Array.of(this.#indexAt));
    for (const { run } of this.#components) run.countUnmoved(counts);
  }

  #readActive(position: Float64Array): number {
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

  #proposeIndex(k: number): number {
    this.#k[0] = k;
    this.#indexKernel.jump(this.#k, this.#proposedK, this.#indexState, this.#level.random);
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
    for (const i of this.#level.random.sample(candidates, Math.abs(change))) this.#after[i] = 1 - switching;
  }

  // In two passes: births are drawn before any jump.
  #writeComponents(values: Float64Array): void {
    const { random } = this.#level;
    for (let i = 0; i < this.#components.length; i++) {
      const { run, birth, indices } = this.#components[i] as Component;
      if (this.#after[i] === 1) {
        if (this.#before[i] === 0)
          for (let j = 0; j < indices.length; j++) values[indices[j] as number] = birth.draw(j, random);
      } else {
        for (let j = 0; j < indices.length; j++) values[indices[j] as number] = Number.NaN;
        if (this.#before[i] === 1) run.stay();
      }
    }
    for (let i = 0; i < this.#components.length; i++)
      if (this.#before[i] === 1 && this.#after[i] === 1) (this.#components[i] as Component).run.propose();
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

function birthLogDensity({ birth, indices }: Component, values: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < indices.length; j++) sum += birth.logDensity(j, values[indices[j] as number] as number);
  return sum;
}
