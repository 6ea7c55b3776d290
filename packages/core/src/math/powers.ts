import { power } from './elementary.ts';

/** Steps whose powers are remembered: a megabyte for each exponent. */
const CAPACITY = 2 ** 17;
/** Exponents that are remembered: a sampler has few. */
const EXPONENTS = 8;

const tables = new Map<number, Float64Array>();

/**
 * Powers d^exponent of step numbers d ≥ 1. All chains of a process go through the same steps, and a power costs as much as
 * drawing a normal proposal: so they are remembered.
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
