import type { ChainState } from '../../chain/state.ts';
import type { Block } from '../../history/block.ts';
import { type FixedProposal, familyOf } from '../../proposals/families/registry.ts';
import { partsOf } from '../../proposals/parts.ts';
import { MOVED } from '../../proposals/run/jump-watch.ts';
import { levelsOf, type TemperedChainState } from '../../tempering/state.ts';
import type { Configuration } from '../configuration.ts';
import { adaptingWarnings } from './adapting-warnings.ts';
import { componentwiseWarnings } from './componentwise-warnings.ts';
import type { SamplerWarning } from './warning.ts';

/** Consecutive jumps without a change of a parameter that distinguish a frozen parameter from chance. */
const FROZEN_JUMPS = 100;
/** Consecutive iterations without an acceptance that are worth a warning: in one chain, and in all chains at once. */
const [STUCK_ITERATIONS, ALL_STUCK_ITERATIONS] = [1000, 100];

/**
 * Detector of chains that freeze: a parameter that no jump moves, a chain that accepts nothing. Counts continue from segment
 * to segment, so that short segments hide nothing. The warnings report the largest counts since the last clear, since those
 * affect the recorded samples.
 */
export class RunWarnings {
  readonly #configuration: Configuration;
  readonly #levels: number;
  readonly #frozenThresholds: readonly number[];
  /** Consecutive jumps that did not move a parameter, now and at most: by chain, level and parameter. */
  readonly #unmoved: Float64Array;
  readonly #mostUnmoved: Float64Array;
  /** Consecutive iterations without an acceptance, now and at most: by chain and level. */
  readonly #stuck: Float64Array;
  readonly #mostStuck: Float64Array;
  /** Largest number of consecutive iterations in which no chain accepted a jump, by level. */
  readonly #allStuck: Float64Array;

  /** @param levels temperatures, 1 without tempering */
  constructor(configuration: Configuration, chains: number, levels: number) {
    const { parameters, proposals } = configuration;
    this.#configuration = configuration;
    this.#levels = levels;
    this.#frozenThresholds = parameters.map((name) =>
      Math.max(...proposals.flatMap(partsOf).map(frozenThreshold(name))),
    );
    this.#unmoved = new Float64Array(chains * levels * parameters.length);
    this.#mostUnmoved = new Float64Array(this.#unmoved.length);
    this.#stuck = new Float64Array(chains * levels);
    this.#mostStuck = new Float64Array(this.#stuck.length);
    this.#allStuck = new Float64Array(levels);
  }

  /**
   * Adds the segment of one chain to the counts. The chains of a run must come in their order.
   *
   * @param unmoved for each level and parameter, the jumps that did not move it; −1 if a jump moved it
   */
  observe(chain: number, block: Block, unmoved: Int32Array): void {
    const { length } = unmoved;
    for (let i = 0, at = chain * length; i < length; i++, at++)
      count(this.#unmoved, this.#mostUnmoved, at, unmoved[i] === MOVED ? undefined : (unmoved[i] as number));
    const { iterations } = block.shape;
    for (let level = 0; level < this.#levels; level++) {
      const accepted = block.accepted.subarray(level * iterations, (level + 1) * iterations).includes(1);
      count(this.#stuck, this.#mostStuck, chain * this.#levels + level, accepted ? undefined : iterations);
    }
    if ((chain + 1) * this.#levels === this.#stuck.length) this.#compareChains();
  }

  /** Resets the largest counts. What persists is reported again after the next run. */
  clear(): void {
    this.#mostUnmoved.fill(0);
    this.#mostStuck.fill(0);
    this.#allStuck.fill(0);
  }

  /** Resets all counts, for new chains. */
  restart(): void {
    this.#unmoved.fill(0);
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
      ...adaptingWarnings(this.#configuration, levels),
    ];
  }

  /** Updates the iterations in which all chains were stuck at once: the smallest count of any chain. */
  #compareChains(): void {
    for (let level = 0; level < this.#levels; level++) {
      let least = Number.POSITIVE_INFINITY;
      for (let at = level; at < this.#stuck.length; at += this.#levels)
        least = Math.min(least, this.#stuck[at] as number);
      this.#allStuck[level] = Math.max(this.#allStuck[level] as number, least);
    }
  }

  /** Returns the warning about a parameter whose longest streak without a move reached its threshold, for all chains together. */
  #frozen(index: number): readonly SamplerWarning[] {
    const { parameters } = this.#configuration;
    const found: Finding[] = [];
    for (let at = index; at < this.#mostUnmoved.length; at += parameters.length) {
      const jumps = this.#mostUnmoved[at] as number;
      if (jumps >= (this.#frozenThresholds[index] as number))
        found.push(this.#finding((at - index) / parameters.length, jumps));
    }
    const [first] = found;
    if (first === undefined) return [];
    const name = parameters[index] as string;
    const message =
      `Parameter \`${name}\` is frozen${this.#chainsText(found)}: ${first.count} consecutive jumps proposed its current value, ` +
      `so the samples cover only a slice of the posterior. Give its proposal a \`covariance\` that matches the scale of \`${name}\``;
    return [{ code: 'FROZEN', parameters: [name], message }];
  }

  /** Returns the warning about chains that were stuck for long, or for less long if all were at once. */
  #stuckChains(): readonly SamplerWarning[] {
    const found: Finding[] = [];
    for (let at = 0; at < this.#mostStuck.length; at++) {
      const iterations = this.#mostStuck[at] as number;
      const all = this.#allStuck[at % this.#levels] as number;
      if (iterations >= STUCK_ITERATIONS || all >= ALL_STUCK_ITERATIONS) found.push(this.#finding(at, iterations));
    }
    const [first] = found;
    if (first === undefined) return [];
    const message =
      `No jump was accepted${this.#chainsText(found)} in ${first.count} consecutive iterations: the jumps are probably far too wide. ` +
      'Give the proposals a `covariance` that matches the scale of the posterior (the default variance is 1)';
    return [{ code: 'STUCK', parameters: [], message }];
  }

  #finding(at: number, count: number): Finding {
    return { chain: Math.floor(at / this.#levels), level: at % this.#levels, count };
  }

  #chainsText(found: readonly Finding[]): string {
    const chains = new Set(found.map(({ chain }) => chain)).size;
    const all = this.#stuck.length / this.#levels;
    const [{ chain, level }] = found as [Finding];
    const first = this.#levels > 1 ? `chain ${chain}, temperature ${level}` : `chain ${chain}`;
    return all === 1 && this.#levels === 1 ? '' : ` in ${chains} of ${all} chains (first: ${first})`;
  }
}

/** A count that is worth a warning, and the level that reached it. */
type Finding = { readonly chain: number; readonly level: number; readonly count: number };

/** Extends a streak by `added`, or ends it if that is undefined, and updates the longest one. */
function count(counts: Float64Array, most: Float64Array, at: number, added: number | undefined): void {
  const next = added === undefined ? 0 : (counts[at] as number) + added;
  counts[at] = next;
  if (next > (most[at] as number)) most[at] = next;
}

const frozenThreshold =
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
