import type { LegendEntry } from '../figure/legend.ts';
import type { Outliers } from './outliers.ts';
import { areMany } from './traces.ts';

/** Number of the colour of each chain that is drawn. */
export type ChainColors = ReadonlyMap<number, number>;

/** Returns the colours of the chains that are drawn: all of a few, those that stand out of many. */
export const chainColors = (chains: number, outliers: Outliers): ChainColors =>
  areMany(chains)
    ? new Map(outliers.named.map((chain, i) => [chain, i + 1]))
    : new Map(Array.from({ length: chains }, (_, chain) => [chain, chain]));

/**
 * Returns the legend of chains.
 *
 * @param spread what the band of many chains shows
 */
export function chainLegend(chains: number, outliers: Outliers, spread: string): readonly LegendEntry[] {
  const lines = [...chainColors(chains, outliers)].map(
    ([chain, color]): LegendEntry => ({ label: `chain ${chain}`, mark: 'line', color: `s${color}` }),
  );
  if (!areMany(chains)) return lines;
  const more = outliers.count - lines.length;
  const rest: LegendEntry[] = more > 0 ? [{ label: `${more} more stand out`, mark: 'none', color: '' }] : [];
  return [{ label: spread, mark: 'area', color: 'f0', opacity: 0.3 }, ...lines, ...rest];
}
