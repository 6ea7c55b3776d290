import { Level, type LevelContext } from '../chain/level.ts';
import type { LadderState, TemperedChainState } from '../chain/state.ts';
import type { Random } from '../random/random.ts';
import type { VousdenSpec } from './vousden.ts';

/** How the levels of a chain exchange their states. */
export type TemperingOptions = {
  /** Iterations between two sweeps. */
  readonly swapInterval: number;
  /** How the ladder adapts, if it does. */
  readonly ladder?: VousdenSpec;
  /** Whether a level whose state changed starts its adaptation anew. */
  readonly resetAfterSwap: boolean;
};

/** A tempered chain while it runs: its levels, coldest first, and the ladder. */
export class TemperedLevels {
  readonly options: TemperingOptions;
  readonly levels: readonly Level[];
  readonly random: Random;
  readonly betas: Float64Array;
  readonly ladder: LadderState | undefined;
  readonly swapIndex: Int32Array;
  readonly ratios: Float64Array;
  readonly logLikelihoods: Float64Array;
  /** Level that makes a step. */
  current = 0;

  /** Takes over the state: its arrays change from now on. */
  constructor(context: LevelContext, state: TemperedChainState, options: TemperingOptions) {
    const { levels, betas, ladder } = state;
    this.options = options;
    this.random = context.random;
    this.betas = betas;
    this.levels = levels.map((level, t) => new Level(context, level, betas[t] as number));
    this.ladder = ladder;
    this.swapIndex = new Int32Array(levels.length);
    this.ratios = new Float64Array(levels.length - 1);
    this.logLikelihoods = new Float64Array(levels.length);
  }

  /** The state as plain data, with the arrays that the next step changes. */
  get state(): TemperedChainState {
    return {
      levels: this.levels.map((level) => level.state),
      betas: this.betas,
      ...(this.ladder === undefined ? {} : { ladder: this.ladder }),
      random: this.random.state,
    };
  }

  /** Moves positions, what the model said of them and blobs between the levels, as the sweep that was decided. */
  applySweep(): void {
    const { levels, swapIndex } = this;
    // A sweep is a row of exchanges between neighbours, from the hottest to the coldest.
    for (let t = levels.length - 1; t > 0; t--) {
      if (swapIndex[t] === t - 1) exchange(levels[t] as Level, levels[t - 1] as Level);
    }
  }
}

function exchange(a: Level, b: Level): void {
  const { position, logLikelihood, logPrior, blob } = a;
  a.position = b.position;
  a.logLikelihood = b.logLikelihood;
  a.logPrior = b.logPrior;
  a.blob = b.blob;
  b.position = position;
  b.logLikelihood = logLikelihood;
  b.logPrior = logPrior;
  b.blob = blob;
}
