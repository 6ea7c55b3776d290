import type { ChainState } from '../../chain/state.ts';
import type { Block } from '../../history/block.ts';
import { type FixedProposal, familyOf } from '../../proposals/families/registry.ts';
import { partsOf } from '../../proposals/parts.ts';
import { MOVED } from '../../proposals/run/jump-watch.ts';
import { levelsOf, type TemperedChainState } from '../../tempering/state.ts';
import type { Configuration } from '../configuration.ts';
import { componentwiseWarnings } from './componentwise-warnings.ts';
import type { SamplerWarning } from './warning.ts';

/** Jumps in a row without a change of a parameter that tell a frozen parameter from chance. */
const FROZEN_JUMPS = 100;
/** Iterations in a row without an acceptance that are worth a word: of one chain, and if it is so in all. */
const [STUCK_ITERATIONS, ALL_STUCK_ITERATIONS] = [1000, 100];

/**
 * Watches the runs of a sampler for chains that freeze: a parameter that no jump moves, a chain that accepts nothing. Counts go
 * on from segment to segment, so that short ones are seen too; what they reached since the last clear is what the samples
 * suffer from.
 */
export class RunWarnings {
  readonly #configuration: Configuration;
  readonly #levels: number;
  readonly #jumpsThatTell: readonly number[];
  /** Jumps in a row that left a parameter where it was, now and at most: chain by chain, level by level. */
  readonly #still: Float64Array;
  readonly #mostStill: Float64Array;
  /** Iterations in a row without an acceptance, now and at most: chain by chain. */
  readonly #stuck: Float64Array;
  readonly #mostStuck: Float64Array;
  /** The most iterations in which no chain accepted anything, per level. */
  readonly #allStuck: Float64Array;

  /** @param levels temperatures, 1 without tempering */
  constructor(configuration: Configuration, chains: number, levels: number) {
    const { parameters, proposals } = configuration;
    this.#configuration = configuration;
    this.#levels = levels;
    this.#jumpsThatTell = parameters.map((name) => Math.max(...proposals.flatMap(partsOf).map(jumpsThatTell(name))));
    this.#still = new Float64Array(chains * levels * parameters.length);
    this.#mostStill = new Float64Array(this.#still.length);
    this.#stuck = new Float64Array(chains * levels);
    this.#mostStuck = new Float64Array(this.#stuck.length);
    this.#allStuck = new Float64Array(levels);
  }

  /**
   * Takes notice of what a run made of one chain. The chains of a run come in their order.
   *
   * @param unmoved for each level and parameter, the jumps that left it where it was; −1 where one moved it
   */
  observe(chain: number, block: Block, unmoved: Int32Array): void {
    const { length } = unmoved;
    for (let i = 0, at = chain * length; i < length; i++, at++)
      count(this.#still, this.#mostStill, at, unmoved[i] === MOVED ? undefined : (unmoved[i] as number));
    const { iterations } = block.shape;
    for (let level = 0; level < this.#levels; level++) {
      const accepted = block.accepted.subarray(level * iterations, (level + 1) * iterations).includes(1);
      count(this.#stuck, this.#mostStuck, chain * this.#levels + level, accepted ? undefined : iterations);
    }
    if ((chain + 1) * this.#levels === this.#stuck.length) this.#compareChains();
  }

  /** Forgets what was reached; what lasts is reported again after the next run. */
  clear(): void {
    this.#mostStill.fill(0);
    this.#mostStuck.fill(0);
    this.#allStuck.fill(0);
  }

  /** Forgets all: the chains are new. */
  restart(): void {
    this.#still.fill(0);
    this.#stuck.fill(0);
    this.clear();
  }

  /** Returns the warnings. */
  list(chains: readonly (ChainState | TemperedChainState)[]): readonly SamplerWarning[] {
    const levels = chains.map(levelsOf);
    return [
      ...this.#configuration.parameters.flatMap((_, index) => this.#frozen(index)),
      ...this.#stuckChains(),
      ...componentwiseWarnings(this.#configuration, levels),
    ];
  }

  #compareChains(): void {
    for (let level = 0; level < this.#levels; level++) {
      let least = Number.POSITIVE_INFINITY;
      for (let at = level; at < this.#stuck.length; at += this.#levels)
        least = Math.min(least, this.#stuck[at] as number);
      this.#allStuck[level] = Math.max(this.#allStuck[level] as number, least);
    }
  }

  #frozen(index: number): readonly SamplerWarning[] {
    const { parameters } = this.#configuration;
    const found: Place[] = [];
    for (let at = index; at < this.#mostStill.length; at += parameters.length) {
      const jumps = this.#mostStill[at] as number;
      if (jumps >= (this.#jumpsThatTell[index] as number))
        found.push(this.#place((at - index) / parameters.length, jumps));
    }
    const [first] = found;
    if (first === undefined) return [];
    const name = parameters[index] as string;
    const message =
      `Parameter \`${name}\` is frozen${this.#where(found)}: ${first.count} jumps in a row proposed the value that it had, ` +
      `so the samples are of a slice of the posterior. Give its proposal a \`covariance\` of the scale of \`${name}\``;
    return [{ code: 'FROZEN', parameters: [name], message }];
  }

  #stuckChains(): readonly SamplerWarning[] {
    const found: Place[] = [];
    for (let at = 0; at < this.#mostStuck.length; at++) {
      const iterations = this.#mostStuck[at] as number;
      const all = this.#allStuck[at % this.#levels] as number;
      if (iterations >= STUCK_ITERATIONS || all >= ALL_STUCK_ITERATIONS) found.push(this.#place(at, iterations));
    }
    const [first] = found;
    if (first === undefined) return [];
    const message =
      `No jump was accepted${this.#where(found)} in ${first.count} iterations in a row: the jumps are probably far too wide. ` +
      'Give the proposals a `covariance` of the scale of the posterior (the default variance is 1)';
    return [{ code: 'STUCK', parameters: [], message }];
  }

  #place(at: number, count: number): Place {
    return { chain: Math.floor(at / this.#levels), level: at % this.#levels, count };
  }

  #where(found: readonly Place[]): string {
    const chains = new Set(found.map(({ chain }) => chain)).size;
    const all = this.#stuck.length / this.#levels;
    const [{ chain, level }] = found as [Place];
    const first = this.#levels > 1 ? `chain ${chain}, temperature ${level}` : `chain ${chain}`;
    return all === 1 && this.#levels === 1 ? '' : ` in ${chains} of ${all} chains (first: ${first})`;
  }
}

/** Where a count was reached. */
type Place = { readonly chain: number; readonly level: number; readonly count: number };

/** Adds to a count in a row, or ends the row. */
function count(counts: Float64Array, most: Float64Array, at: number, added: number | undefined): void {
  const next = added === undefined ? 0 : (counts[at] as number) + added;
  counts[at] = next;
  if (next > (most[at] as number)) most[at] = next;
}

const jumpsThatTell =
  (name: string) =>
  (proposal: FixedProposal<string>): number => {
    const { parameters } = proposal;
    const index = parameters.indexOf(name);
    if (index === -1) return 0;
    if (isMeantToStay(proposal, index)) return Number.POSITIVE_INFINITY;
    return FROZEN_JUMPS * (familyOf(proposal).movesSome ? parameters.length : 1);
  };

function isMeantToStay(proposal: FixedProposal<string>, index: number): boolean {
  if (!('singular' in proposal)) return false;
  const row = proposal.covariance?.[index];
  return (typeof row === 'object' ? row[index] : row) === 0;
}
