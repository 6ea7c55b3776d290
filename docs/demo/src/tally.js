// What a session counts beside drawing it: shares of the modes, swaps, round trips.
import { MODES, modeOf } from './model.js';

/** Counts of the draws and swaps of all chains. */
export class Tally {
  /** Draws of the coldest level in each mode. */
  modes = new Array(MODES.length).fill(0);
  /** Sums of the acceptance ratios of each pair of levels, and number of attempts. */
  swaps;
  /** States that went from the coldest level to the hottest and back. */
  roundTrips = 0;
  #walkers;

  constructor(levels, chains) {
    this.swaps = Array.from({ length: levels - 1 }, () => ({ sum: 0, tried: 0 }));
    // By chain and level: the state that is there, and whether it has been at the hottest level since it was last at the coldest.
    this.#walkers = Array.from({ length: chains }, () => new Array(levels).fill(false));
  }

  /** Adds a segment of a sampler. */
  add({ positions: { x, y }, swaps }) {
    for (const [chain, values] of x[0].entries())
      for (const [i, value] of values.entries()) this.modes[modeOf(value, y[0][chain][i])]++;
    for (const [pair, ratios] of swaps.ratio.entries())
      for (const ratio of ratios.flatMap((r) => [...r])) this.#addRatio(pair, ratio);
    for (const chain of this.#walkers.keys()) this.#follow(chain, swaps.index);
  }

  #addRatio(pair, ratio) {
    if (Number.isNaN(ratio)) return;
    this.swaps[pair].sum += ratio;
    this.swaps[pair].tried++;
  }

  #follow(chain, index) {
    const hottest = index.length - 1;
    if (hottest < 1) return;
    for (let sweep = 0; sweep < index[0][chain].length; sweep++) {
      const before = this.#walkers[chain];
      const now = index.map((from) => before[from[chain][sweep]]);
      if (now[0]) this.roundTrips++;
      now[0] = false;
      now[hottest] = true;
      this.#walkers[chain] = now;
    }
  }
}
