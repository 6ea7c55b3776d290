import { untakenName } from '@epsie/core/history';

/**
 * Returns names that all differ. A name that is valid and not taken stays; the others become valid, and get as many `_` at the end as it
 * takes to differ from all the rest.
 *
 * @param names names to make distinct
 * @param taken names that are used already
 * @param valid makes a name valid in the format
 */
export function distinctNames(
  names: readonly string[],
  taken: readonly string[],
  valid: (name: string) => string = (name) => name,
): string[] {
  const used = new Set(taken);
  const given = new Map<number, string>();
  const give = (i: number, name: string): void => {
    given.set(i, name);
    used.add(name);
  };
  names.forEach((name, i) => {
    if (valid(name) === name && !used.has(name)) give(i, name);
  });
  names.forEach((name, i) => {
    if (!given.has(i)) give(i, untakenName(valid(name), used));
  });
  return names.map((_name, i) => given.get(i) as string);
}
