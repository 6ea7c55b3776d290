import { Level, type LevelContext } from '../chain/level.ts';
import { PriorDraws } from '../chain/prior-draws.ts';
import type { ChainState, LevelState } from '../chain/state.ts';
import { propose, step } from '../chain/step.ts';
import type { Recorder } from '../history/recorder.ts';
import type { Random } from '../random/random.ts';
import type { LadderState } from '../tempering/registry.ts';
import { levelsOf, type TemperedChainState } from '../tempering/state.ts';
import { ladderRuleOf, lastSweepOf, SWAP_SCHEMES, type SwapSchemeName } from './registry.ts';
import { SwapSweep } from './swap-sweep.ts';
import type { Tempering } from './tempering.ts';

/** A running chain: its levels, coldest first, and its ladder. Without tempering it has one level, at β = 1. */
export class ChainRun {
  readonly levels: readonly Level[];
  /** Index of the level that makes a step, or made the last one. */
  current = 0;
  readonly #random: Random;
  readonly #levelRandoms: readonly Random[];
  readonly #tempering: Tempering | undefined;
  /** Iterations between two sweeps; 0 if there is nothing to swap. */
  readonly #swapInterval: number;
  readonly #betas: Float64Array;
  readonly #ladder: LadderState | undefined;
  /** Last sweep that adapts the ladder. */
  readonly #lastSweep: number;
  readonly #sweep: SwapSweep;
  /** Steps of a level at β = 0 that draws from the prior, if it does. */
  readonly #priorDraws: PriorDraws | undefined;
  /** Pairs that a sweep tries, by phase of the swap scheme. */
  readonly #orders: readonly Int32Array[];

  /**
   * Takes over the state and changes its arrays.
   *
   * @param contextOf returns the context of a level
   * @param random generator of the swaps, and of the levels unless they have their own
   */
  constructor(
    contextOf: (level: number) => LevelContext,
    random: Random,
    state: ChainState | TemperedChainState,
    tempering: Tempering | undefined,
  ) {
    const betas = 'betas' in state ? state.betas : Float64Array.of(1);
    this.#random = random;
    this.#tempering = tempering;
    this.#betas = betas;
    this.#ladder = 'ladder' in state ? state.ladder : undefined;
    this.#lastSweep = lastSweepOf(tempering?.ladder);
    this.levels = levelsOf(state).map((level, t) => new Level(contextOf(t), level, betas[t] as number));
    this.#levelRandoms = tempering?.generators === 'level' ? this.levels.map((level) => level.random) : [];
    this.#swapInterval = tempering === undefined || betas.length < 2 ? 0 : tempering.swapInterval;
    this.#sweep = new SwapSweep(this.levels, betas);
    this.#priorDraws = tempering?.priorDraws ? new PriorDraws(contextOf(betas.length - 1)) : undefined;
    this.#orders = ordersOf(tempering?.swaps, betas.length - 1);
  }

  /** State as plain data. The next step changes its arrays. */
  get state(): ChainState | TemperedChainState {
    const random = this.#random.state;
    const levels = this.levels.map((level) => level.state);
    if (this.#tempering === undefined) return { ...(levels[0] as LevelState), random };
    const ladder = this.#ladder === undefined ? {} : { ladder: this.#ladder };
    const randoms = this.#levelRandoms.map(({ state }) => state);
    return {
      levels,
      betas: this.#betas,
      ...ladder,
      random,
      ...(randoms.length === 0 ? {} : { levelRandoms: randoms }),
    };
  }

  /**
   * Advances the chain: in each iteration every level makes a step, coldest first, and at every `swapInterval`-th a sweep of
   * swaps follows. The states after the swaps are recorded. A level at β = 0 may draw from the prior instead of making a step.
   *
   * @param iteration iterations before this call
   */
  advance(iteration: number, iterations: number, recorder: Recorder): void {
    const { levels } = this;
    if (levels.length === 1 && this.#priorDraws === undefined) {
      advanceLevel(levels[0] as Level, iterations, recorder);
      return;
    }
    const interval = this.#swapInterval;
    for (let i = iteration + 1; i <= iteration + iterations; i++) {
      const walking = this.#countWalking();
      for (let t = 0; t < walking; t++) {
        this.current = t;
        step(levels[t] as Level);
      }
      if (walking < levels.length) this.#drawFromPrior(walking);
      if (interval > 0 && i % interval === 0) this.#swap(i, recorder);
      for (let t = 0; t < levels.length; t++) recorder.record(levels[t] as Level, t);
      recorder.next();
    }
  }

  /**
   * Makes the iteration after `iteration` as {@link ChainRun.advance} does, with a break after each level.
   *
   * @param pause called after each level; awaited if it returns a promise
   */
  async advanceByLevels(iteration: number, recorder: Recorder, pause: () => Promise<void> | undefined): Promise<void> {
    for (let t = 0; t < this.levels.length; t++) {
      this.step(t);
      const wait = pause();
      if (wait !== undefined) await wait;
    }
    this.finish(iteration, recorder);
  }

  /** Proposes a point for a level, which the next {@link ChainRun.step} of that level evaluates and decides. */
  propose(t: number): void {
    this.current = t;
    if (t < this.#countWalking()) propose(this.levels[t] as Level);
    else this.#priorDraws?.propose(this.levels[t] as Level);
  }

  /** Makes the step of a level, or the rest of one that {@link ChainRun.propose} began. */
  step(t: number): void {
    this.current = t;
    if (t < this.#countWalking()) step(this.levels[t] as Level);
    else this.#drawFromPrior(t);
  }

  /** The level of a chain that has one, and never draws it from the prior: {@link ChainRun.turn} is for these. */
  get single(): Level | undefined {
    return this.levels.length === 1 && this.#priorDraws === undefined ? this.levels[0] : undefined;
  }

  /** Ends the iteration after `iteration`, once every level has made its step: with the sweep of swaps, if one is due, and the record. */
  finish(iteration: number, recorder: Recorder): void {
    const { levels } = this;
    const interval = this.#swapInterval;
    if (interval > 0 && (iteration + 1) % interval === 0) this.#swap(iteration + 1, recorder);
    for (let t = 0; t < levels.length; t++) recorder.record(levels[t] as Level, t);
    recorder.next();
  }

  /** Returns the number of levels that make a step. Only the hottest one can be at β = 0. */
  #countWalking(): number {
    const { length } = this.levels;
    return this.#priorDraws !== undefined && (this.levels[length - 1] as Level).beta === 0 ? length - 1 : length;
  }

  #drawFromPrior(t: number): void {
    this.current = t;
    this.#priorDraws?.step(this.levels[t] as Level);
  }

  /** Makes the sweep of swaps of an iteration: decides it, exchanges the states, records it and adapts the ladder. */
  #swap(iteration: number, recorder: Recorder): void {
    const sweep = this.#sweep;
    const sweepNumber = iteration / this.#swapInterval;
    sweep.run(this.#orderOf(sweepNumber), this.#random);
    recorder.recordSweep(sweep);
    if (this.#tempering?.resetAfterSwap) this.#resetMoved();
    if (this.#ladder !== undefined && sweepNumber <= this.#lastSweep) this.#adaptLadder(this.#ladder, sweepNumber);
  }

  #orderOf(sweepNumber: number): Int32Array {
    const { length } = this.#orders;
    // The remainder of a quotient is a slow one of doubles, so it is taken only where sweeps differ.
    return this.#orders[length === 1 ? 0 : (sweepNumber - 1) % length] as Int32Array;
  }

  /** Resets the adaptation of the levels whose state came from another level. */
  #resetMoved(): void {
    for (const [t, level] of this.levels.entries()) {
      if (this.#sweep.swapIndex[t] !== t) for (const proposal of level.proposals) proposal.resetAdaptation();
    }
  }

  #adaptLadder(state: LadderState, sweepNumber: number): void {
    const spec = this.#tempering?.ladder;
    if (spec === undefined) return;
    ladderRuleOf(spec).adapt(spec, this.#betas, state, this.#sweep.acceptance(), sweepNumber);
    for (const [t, level] of this.levels.entries()) level.beta = this.#betas[t] as number;
  }
}

/** Advances a chain of one level. A plain step is 5 % faster in this loop than in that for levels and swaps. */
function advanceLevel(level: Level, iterations: number, recorder: Recorder): void {
  for (let i = 0; i < iterations; i++) {
    step(level);
    recorder.record(level, 0);
    recorder.next();
  }
}

function ordersOf(scheme: SwapSchemeName = 'sequential', pairs: number): readonly Int32Array[] {
  const { period, order } = SWAP_SCHEMES[scheme];
  return Array.from({ length: period }, (_, phase) => Int32Array.from(order(pairs, phase)));
}

/** Returns the number of sweeps in the iterations after `iteration`. */
export function countSweeps(levels: number, swapInterval: number, iteration: number, iterations: number): number {
  return levels < 2 ? 0 : Math.floor((iteration + iterations) / swapInterval) - Math.floor(iteration / swapInterval);
}
