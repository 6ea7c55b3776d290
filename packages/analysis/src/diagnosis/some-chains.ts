import type { Finding } from './finding.ts';

/** Chains that a sentence names. */
const NAMED = 5;

/** Returns the fields of a finding about some chains, the worst first. */
export const aboutChains = (chains: readonly number[]): Pick<Finding, 'chain' | 'chains'> =>
  chains.length === 0 ? {} : { chain: chains[0] as number, chains };

/** Returns `chain 3`, `chains 3 and 5`, or `chains 3, 5, 7, 8, 9 and 12 more`. */
export function namesOf(chains: readonly number[]): string {
  if (chains.length === 1) return `chain ${chains[0]}`;
  const hidden = chains.length > NAMED + 1 ? chains.length - NAMED : 0;
  const named: readonly (number | string)[] = hidden === 0 ? chains : [...chains.slice(0, NAMED), `${hidden} more`];
  return `chains ${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}
