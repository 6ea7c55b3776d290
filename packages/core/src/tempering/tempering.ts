import { expectBoolean, expected, expectInteger } from '../checks/validate.ts';
import { rangeError, typeError } from '../errors/wrong-use.ts';
import type { ModelObject } from '../model/model.ts';
import { resolveBetas } from './betas.ts';
import { expectLadder, expectSwapScheme, type LadderSpec, ladderRuleOf, type SwapSchemeName } from './registry.ts';

/** Options of parallel tempering: the temperatures, and how levels exchange their states. */
export type TemperingSettings = {
  /** Inverse temperatures in [0, 1], distinct; sorted coldest first. See {@link betaLadder}. */
  readonly betas: ArrayLike<number>;
  /** Iterations between two sweeps of swaps. Default 1. */
  readonly swapInterval?: number;
  /**
   * Pairs that a sweep tries. `'sequential'`: all of them, from the hottest to the coldest. `'evenOdd'`: the even ones in one
   * sweep, the odd ones in the next (non-reversible; Syed et al. 2022, JRSSB 84, 321). `'evenOddTwice'`: the even ones, then the odd
   * ones, in every sweep. Default `'sequential'`.
   */
  readonly swaps?: SwapSchemeName;
  /**
   * Rule by which the ladder adapts: {@link equalRejection} or {@link vousden}, which also set the hottest β to 0 by default.
   * Default: none.
   */
  readonly ladder?: LadderSpec;
  /** Whether a level whose state was swapped resets its adaptation. Default false. */
  readonly resetAfterSwap?: boolean;
  /**
   * Whether a level at β = 0 draws an independent point from the prior in each iteration, with the model's `samplePrior`, instead of walking.
   * Every state that swaps move down from there is then an independent restart. The proposals of that level neither move nor adapt.
   * Default: true where the model declares its prior and the ladder ends at β = 0, else false.
   */
  readonly priorDraws?: boolean;
  /**
   * Owner of a generator. `'chain'`: the levels of a chain and its swaps share one, so that the levels take their steps one after another.
   * `'level'`: every level has a generator, and the swaps have one more, so that a model of many points at once gets those of chains × levels
   * in one batch. The samples are others than with `'chain'`, but the same in every pool, with every model and after every resume. Swaps
   * use the generator of `SeedSequence(seed, [chain])`, level t that of its child `levels + t`. Default `'chain'`.
   */
  readonly generators?: Generators;
};

/** Owner of a generator: a chain, or each of its levels. */
export type Generators = 'chain' | 'level';

/** Names of the options in {@link TemperingSettings}. */
export const TEMPERING_OPTIONS = [
  'betas',
  'swapInterval',
  'swaps',
  'ladder',
  'resetAfterSwap',
  'priorDraws',
  'generators',
] as const;

/** Settings of parallel tempering, complete and as plain data. */
export type Tempering = {
  /** Inverse temperatures at the start, coldest first. */
  readonly betas: readonly number[];
  /** Iterations between two sweeps of swaps. */
  readonly swapInterval: number;
  /** Swap scheme, unless it is `'sequential'`. */
  readonly swaps?: SwapSchemeName;
  /** Rule by which the ladder adapts, if it does. */
  readonly ladder?: LadderSpec;
  /** Whether a level whose state was swapped resets its adaptation. */
  readonly resetAfterSwap: boolean;
  /** Whether a level at β = 0 draws from the prior, if it does. */
  readonly priorDraws?: true;
  /** Owner of a generator, unless it is the chain. */
  readonly generators?: 'level';
};

/** Checks and completes the options of tempering, for a model. */
export function resolveTempering(options: TemperingSettings, model?: ModelObject<string>): Tempering {
  const { swapInterval = 1, swaps = 'sequential', resetAfterSwap = false } = options;
  const ladder = options.ladder === undefined ? undefined : expectLadder(options.ladder);
  const given = resolveBetas(options.betas);
  const betas = ladder === undefined ? given : ladderRuleOf(ladder).start(ladder, given).betas;
  return {
    betas: Array.from(betas),
    swapInterval: expectInteger('swapInterval', swapInterval, 1),
    // Left out if it is the default, so that configurations stored before this option existed still match.
    ...(expectSwapScheme(swaps) === 'sequential' ? {} : { swaps }),
    ...(ladder === undefined ? {} : { ladder }),
    resetAfterSwap: expectBoolean('resetAfterSwap', resetAfterSwap),
    ...(resolvePriorDraws(options, betas, model) ? { priorDraws: true } : {}),
    ...(expectGenerators(options.generators) === 'level' ? { generators: 'level' } : {}),
  };
}

function expectGenerators(generators: unknown = 'chain'): Generators {
  if (generators === 'chain' || generators === 'level') return generators;
  throw typeError(expected('generators', "'chain' or 'level'", generators));
}

function resolvePriorDraws(
  { priorDraws, ladder }: TemperingSettings,
  betas: Float64Array,
  model: ModelObject<string> | undefined,
): boolean {
  const hottest = betas[betas.length - 1] as number;
  const canDraw = model?.samplePrior !== undefined && (model.prior?.undrawable ?? []).length === 0;
  if (priorDraws === undefined) return hottest === 0 && canDraw && model.prior !== undefined;
  if (!expectBoolean('priorDraws', priorDraws)) return false;
  if (!canDraw)
    throw typeError(
      'Expected the model to have a function `samplePrior` with `priorDraws: true`, got none. Add it to the model',
    );
  if (hottest !== 0 && ladder === undefined)
    throw rangeError(
      `Expected \`betas\` to end at 0 with \`priorDraws: true\`, got ${hottest}. Write \`betaLadder(${betas.length}, …, { prior: true })\``,
    );
  return true;
}
