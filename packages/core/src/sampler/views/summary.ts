import { Verbatim } from '../../platform/inspect.ts';
import type { Pool } from '../../pool/pool.ts';
import type { Proposal } from '../../proposals/composites/registry.ts';
import { labelOf } from '../../proposals/parts.ts';
import type { ChainSet } from '../state/chain-set.ts';

/** Summary of a sampler or a chain for people, by name: the content of its printed form and of its JSON. */
export type Summary = { readonly [name: string]: unknown };

/** Returns the summary that samplers and single chains share, around entries of their own. */
export function summaryOf(
  set: ChainSet,
  { first = {}, last = {} }: { readonly first?: Summary; readonly last?: Summary },
): Summary {
  const { configuration, iterations, lastClear, seed, started, warnings } = set;
  const { parameters, proposals, tempering } = configuration;
  return {
    parameters,
    ...first,
    ...(tempering === undefined ? {} : ladderSummary(tempering)),
    iterations: started ? iterations : new Verbatim('0 (not started)'),
    ...(lastClear > 0 ? { lastClear } : {}),
    seed,
    proposals: proposals.map((proposal) => new Verbatim(proposalText(proposal))),
    ...last,
    ...(warnings.length === 0 ? {} : { warnings: warnings.map(({ message }) => message) }),
  };
}

function ladderSummary({ betas, ladder, generators }: NonNullable<ChainSet['configuration']['tempering']>): Summary {
  return {
    temperatures: betas.length,
    ...(ladder === undefined ? { betas } : { startBetas: betas, ladder: ladder.kind }),
    ...(generators === undefined ? {} : { generators }),
  };
}

function proposalText(proposal: Proposal<string>): string {
  const adaptation = 'adaptation' in proposal ? proposal.adaptation : undefined;
  return `${labelOf(proposal)}(${proposal.parameters.join(', ')})${adaptation === undefined ? '' : ` with ${adaptation.kind}`}`;
}

/** A pool in a few words. */
export function poolText(pool: Pool): Verbatim {
  const name = pool.constructor === Object ? 'Pool' : pool.constructor.name;
  return new Verbatim(pool.size === undefined || pool.size === 1 ? name : `${name} of ${pool.size}`);
}
