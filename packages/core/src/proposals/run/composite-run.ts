import type { JumpRun } from './jump-run.ts';
import type { ProposalRun, ProposalState, StepView } from './proposal-run.ts';

/** Base class of the runs of composites: state, reset and counts follow from the parts. */
export abstract class CompositeRun implements ProposalRun {
  /** The level that it moves. */
  protected readonly level: StepView;
  /** Steps of the chain since its start. */
  protected steps: number;
  readonly #parts: { readonly [key: string]: JumpRun | readonly ProposalRun[] };

  /** Takes over the parts. */
  constructor({
    level,
    parts,
    steps,
  }: {
    readonly level: StepView;
    readonly parts: { readonly [key: string]: JumpRun | readonly ProposalRun[] };
    readonly steps: number;
  }) {
    this.level = level;
    this.steps = steps;
    this.#parts = parts;
  }

  get state(): ProposalState {
    const state: { [key: string]: unknown; steps: number } = { steps: this.steps };
    for (const [key, part] of Object.entries(this.#parts))
      state[key] = isList(part) ? part.map((run) => run.state) : part.state;
    return state;
  }

  resetAdaptation(): void {
    for (const part of Object.values(this.#parts)) if (isList(part)) for (const run of part) run.resetAdaptation();
  }

  countUnmoved(counts: Int32Array): void {
    for (const part of Object.values(this.#parts).flat()) part.countUnmoved(counts);
  }

  abstract propose(): void;
  abstract logRatio(): number;
  abstract update(): void;
}

const isList = (part: JumpRun | readonly ProposalRun[]): part is readonly ProposalRun[] => Array.isArray(part);
