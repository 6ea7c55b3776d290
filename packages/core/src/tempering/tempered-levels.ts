import { Level, type LevelContext } from '../chain/level.ts';
import type { LadderState, TemperedChainState } from '../chain/state.ts';
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
  readonly betas: Float64Array;
  readonly ladder: LadderState | undefined;
  readonly swapIndex: Int32Array;
  readonly ratios: Float64Array;
  readonly logLikelihoods: Float64Array;
  /** Level that makes a step. */
  current = 0;
  readonly #context: LevelContext;
  readonly #scratch: Float64Array[];

  /** Copies the state. */
  constructor(context: LevelContext, state: TemperedChainState, options: TemperingOptions) {
    const { levels, betas, ladder } = state;
    this.options = options;
    this.#context = context;
    this.betas = betas.slice();
    this.levels = levels.map((level, t) => new Level(context, level, betas[t] as number));
    this.ladder = ladder === undefined ? undefined : { logSpacings: ladder.logSpacings.slice() };
    this.swapIndex = new Int32Array(levels.length);
    this.ratios = new Float64Array(levels.length - 1);
    this.logLikelihoods = new Float64Array(levels.length);
    const numbers = context.parameters.length + Object.keys(levels[0]?.blob ?? {}).length + 2;
    this.#scratch = levels.map(() => new Float64Array(numbers));
  }

  /** The state as plain data of its own. */
  get state(): TemperedChainState {
    return {
      levels: this.levels.map((level) => level.state),
      betas: this.betas.slice(),
      ...(this.ladder === undefined ? {} : { ladder: { logSpacings: this.ladder.logSpacings.slice() } }),
      random: this.#context.random.state,
    };
  }

  /** Moves positions, what the model said of them and blobs between the levels as `swapIndex` says. */
  permute(): void {
    const { levels, swapIndex } = this;
    for (let t = 0; t < levels.length; t++)
      if (swapIndex[t] !== t) save(levels[t] as Level, this.#scratch[t] as Float64Array);
    for (let t = 0; t < levels.length; t++) {
      const from = swapIndex[t] as number;
      if (from !== t) restore(levels[t] as Level, this.#scratch[from] as Float64Array);
    }
  }
}

function save(level: Level, numbers: Float64Array): void {
  const { position, blob } = level;
  numbers.set(position);
  numbers.set(blob, position.length);
  numbers[numbers.length - 2] = level.logLikelihood;
  numbers[numbers.length - 1] = level.logPrior;
}

function restore(level: Level, numbers: Float64Array): void {
  const { position, blob } = level;
  for (let i = 0; i < position.length; i++) position[i] = numbers[i] as number;
  for (let i = 0; i < blob.length; i++) blob[i] = numbers[position.length + i] as number;
  level.logLikelihood = numbers[numbers.length - 2] as number;
  level.logPrior = numbers[numbers.length - 1] as number;
}
