import { describe } from '../data/describe.ts';
import { ModelFailure } from '../model/evaluate.ts';
import type { Evaluation, ModelObject } from '../model/model.ts';
import type { ProposalRun } from '../proposals/run/proposal-run.ts';
import type { Random } from '../random/random.ts';
import { type CompiledProposal, createRun } from './compile.ts';
import type { LevelView } from './level-view.ts';
import type { Point } from './point.ts';
import type { LevelState, ProposalState } from './state.ts';

/** The members that all levels of a chain share. */
export type LevelContext = {
  /** The proposals, in their order. */
  readonly proposals: readonly CompiledProposal[];
  /** Returns log likelihood and log prior of a point. */
  readonly model: ModelObject<string>;
  /** The chain's generator. */
  readonly random: Random;
  /** The proposed point, which levels can share since only one moves at a time. */
  readonly candidate: Point;
};

const NO_NAMES: readonly string[] = [];
const NO_NUMBERS = new Float64Array(0);

/**
 * One temperature of a chain while it runs: a {@link LevelState} as fields that change in place. A chain without tempering is one
 * level.
 */
export class Level implements LevelView {
  readonly model: ModelObject<string>;
  readonly random: Random;
  readonly candidate: Point;
  readonly proposals: readonly ProposalRun[];
  /** Whether every proposal is symmetric, so that their densities cancel. */
  readonly symmetric: boolean;
  readonly blobNames: readonly string[];
  position: Float64Array;
  blob: Float64Array;
  // Doubles from the start: a field that was once undefined or an integer costs an object in memory at every change.
  beta: number = Number.NaN;
  logLikelihood: number = Number.NaN;
  logPrior: number = Number.NaN;
  proposedLogPrior: number = Number.NaN;
  ratio: number = Number.NaN;
  accepted = false;
  /** Whether the proposed point is waiting for the rest of its step. */
  proposed = false;

  /** Takes over the state: its arrays change from now on. */
  constructor(context: LevelContext, state: LevelState, beta: number) {
    this.model = context.model;
    this.random = context.random;
    this.candidate = context.candidate;
    this.beta = beta;
    this.position = state.position;
    this.logLikelihood = state.logLikelihood;
    this.logPrior = state.logPrior;
    this.blobNames = state.blob === undefined ? NO_NAMES : Object.keys(state.blob);
    this.blob = state.blob === undefined ? NO_NUMBERS : Float64Array.from(Object.values(state.blob));
    this.proposals = context.proposals.map((compiled, i) =>
      createRun(this, compiled, state.proposals[i] as ProposalState),
    );
    this.symmetric = context.proposals.every(({ symmetric }) => symmetric);
  }

  /** The state as plain data, with the arrays that the next step changes. */
  get state(): LevelState {
    const { position, logLikelihood, logPrior, blobNames } = this;
    const proposals = this.proposals.map((proposal) => proposal.state);
    if (blobNames.length === 0) return { position, logLikelihood, logPrior, proposals };
    const blob = Object.fromEntries(blobNames.map((name, i) => [name, this.blob[i] as number]));
    return { position, logLikelihood, logPrior, blob, proposals };
  }

  /** Adds, by parameter, the jumps since the level was created that left it where it was; −1 where one moved it. */
  countUnmoved(counts: Int32Array): void {
    for (const proposal of this.proposals) proposal.countUnmoved(counts);
  }

  /** Stores the blob of an accepted point. */
  setBlob(evaluation: Evaluation): void {
    const { blob } = evaluation;
    const names = Object.keys(blob ?? {});
    const extra =
      names.length > this.blobNames.length ? names.find((name) => !this.blobNames.includes(name)) : undefined;
    if (extra !== undefined) this.#refuseBlob(`no \`${extra}\`, since it had none at the start`, evaluation);
    for (let i = 0; i < this.blobNames.length; i++) {
      const name = this.blobNames[i] as string;
      const value: unknown = blob?.[name];
      if (typeof value !== 'number') this.#refuseBlob(`a number \`${name}\` at every point`, evaluation);
      this.blob[i] = value as number;
    }
  }

  #refuseBlob(expectation: string, evaluation: Evaluation): never {
    const message = `Expected the blob to have ${expectation}, got ${describe(evaluation.blob)}`;
    throw new ModelFailure(message, this.candidate.position, evaluation);
  }
}
