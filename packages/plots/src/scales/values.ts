import { type Cells, cellsOf } from '../numbers/grid.ts';
import type { Marginal } from '../numbers/marginal.ts';
import { type Domain, domainOf } from './domain.ts';

/** Returns the axis of a parameter that shows its draws in all runs, without far outliers, and its truth; of an angle, its circle. */
export function axisOf(marginals: readonly (Marginal | undefined)[], truth: number | undefined): Domain {
  const known = marginals.filter((marginal) => marginal !== undefined && marginal.sorted.length > 0) as Marginal[];
  const [first] = known;
  if (first?.kind.kind === 'circular') return first.kind.circle;
  const ends = known.flatMap(({ sorted, kind }) => endsOf(cellsOf(sorted, kind, 1)));
  return domainOf(truth === undefined ? ends : [...ends, truth]);
}

const endsOf = ({ low, width, count }: Cells): readonly number[] => [low, low + width * count];
