import { FirstDraws } from './digest.js';
import { startChains } from './sampling.js';
import { CHAINS } from './settings.js';
import { Tally } from './tally.js';
import { Trail } from './trail.js';

/** One run of the sampler with some settings, from its start. */
export class Session {
  static async start(settings, pool) {
    return new Session(settings, await startChains(settings, { chains: CHAINS, pool }));
  }

  /** The settings. */
  settings;
  /** Inverse temperatures, coldest first. */
  betas;
  /** Latest draws of each level. */
  trails;
  /** Counts since the start. */
  tally;
  /** First draws of the coldest level of the first chain. */
  first = new FirstDraws();
  #sampler;

  constructor(settings, sampler) {
    const levels = settings.temperatures;
    this.settings = settings;
    this.#sampler = sampler;
    this.betas = Array.from(sampler.betas[0]);
    this.trails = this.betas.map(() => new Trail());
    this.tally = new Tally(levels, CHAINS);
  }

  /** Iterations since the start. */
  get iterations() {
    return this.#sampler.iterations;
  }

  /** Advances the chains and takes over their draws, which the sampler then forgets. */
  async advance(iterations) {
    const sampler = this.#sampler;
    await sampler.run(iterations);
    const { x, y } = sampler.positions;
    for (const [level, trail] of this.trails.entries()) trail.add(x[level], y[level]);
    this.first.add(x[0][0], y[0][0]);
    this.tally.add(sampler);
    sampler.clear();
  }
}
