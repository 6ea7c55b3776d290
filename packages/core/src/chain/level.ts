import { type Evaluator, ModelFailure } from '../model/evaluate.ts';
import type { Evaluation, Position } from '../model/model.ts';
import type { ProposalKernel } from '../proposals/kernel.ts';
import type { Proposal } from '../proposals/spec.ts';
import type { Random } from '../random/random.ts';
import { ChainProposal } from './chain-proposal.ts';
import { createPoint } from './point.ts';
import type { LevelState } from './state.ts';
import type { Walker } from './walker.ts';

/** A proposal of a sampler with its kernel. */
export type CompiledProposal = { readonly spec: Proposal<string>; readonly kernel: ProposalKernel };

/** What all levels of a chain share. */
export type LevelContext = {
  /** Names, in the order of a position. */
  readonly parameters: readonly string[];
  /** The proposals, in their order. */
  readonly proposals: readonly CompiledProposal[];
  /** Calls the model. */
  readonly evaluator: Evaluator;
  /** The chain's generator. */
  readonly random: Random;
};

/**
 * One walker at one temperature while it runs: a {@link LevelState} taken apart into arrays that change in place. A chain
 * without tempering is one level.
 */
export class Level implements Walker {
  readonly parameters: readonly string[];
  readonly evaluator: Evaluator;
  readonly random: Random;
  readonly proposals: readonly ChainProposal[];
  /** Whether every proposal is symmetric, so that their densities cancel. */
  readonly symmetric: boolean;
  /** Inverse temperature. */
  beta: number;
  readonly position: Float64Array;
  logLikelihood: number;
  logPrior: number;
  readonly blobNames: readonly string[];
  readonly blob: Float64Array;
  /** The proposed point, as numbers and as the model sees it. */
  readonly candidate: Float64Array;
  readonly candidatePoint: Position<string>;
  /** Acceptance ratio of the last step. */
  ratio = 0;
  /** Whether the last step was accepted. */
  accepted = false;

  /** Copies the state. */
  constructor(context: LevelContext, state: LevelState, beta: number) {
    this.parameters = context.parameters;
    this.evaluator = context.evaluator;
    this.random = context.random;
    this.beta = beta;
    this.position = state.position.slice();
    this.logLikelihood = state.logLikelihood;
    this.logPrior = state.logPrior;
    this.blobNames = Object.keys(state.blob ?? {});
    this.blob = Float64Array.from(Object.values(state.blob ?? {}));
    this.candidate = state.position.slice();
    this.candidatePoint = createPoint(context.parameters, this.candidate);
    this.proposals = context.proposals.map(
      ({ spec, kernel }, i) => new ChainProposal(this, spec, kernel, state.proposals[i]),
    );
    this.symmetric = context.proposals.every(({ kernel }) => kernel.symmetric);
  }

  /** The state as plain data of its own. */
  get state(): LevelState {
    const blob = Object.fromEntries(this.blobNames.map((name, i) => [name, this.blob[i] as number]));
    return {
      position: this.position.slice(),
      logLikelihood: this.logLikelihood,
      logPrior: this.logPrior,
      ...(this.blobNames.length === 0 ? {} : { blob }),
      proposals: this.proposals.map((proposal) => proposal.state),
    };
  }

  /** Keeps the numbers of an accepted point's blob. */
  setBlob(blob: Evaluation['blob']): void {
    for (let i = 0; i < this.blobNames.length; i++) {
      const name = this.blobNames[i] as string;
      const value: unknown = blob?.[name];
      if (typeof value !== 'number') {
        throw new ModelFailure(
          `Expected the blob to have number \`${name}\` at every point, got ${String(value)}`,
          this.candidatePoint,
          blob,
        );
      }
      this.blob[i] = value;
    }
  }
}
