import { power } from './elementary.ts';

/** Steps whose powers are cached: a megabyte for each exponent. */
const CAPACITY = 2 ** 17;
/** Exponents whose powers are cached: a sampler has few. */
const EXPONENTS = 8;

const tables = new Map<number, Float64Array>();

/**
 * Returns a function for powers d^exponent of step numbers d ≥ 1, which caches them: all chains of a process make the same steps,
 * and a power costs as much as drawing a normal proposal.
 */
export function powersOf(exponent: number): (d: number) => number {
  const table = tableOf(exponent);
  return (d) => {
    if (d >= table.length) return power(d, exponent);
    const known = table[d] as number;
    if (known > 0) return known;
    table[d] = power(d, exponent);
    return table[d] as number;
  };
}

function tableOf(exponent: number): Float64Array {
  const known = tables.get(exponent);
  if (known !== undefined) return known;
  const table = new Float64Array(tables.size < EXPONENTS ? CAPACITY : 0);
  tables.set(exponent, table);
  return table;
}
