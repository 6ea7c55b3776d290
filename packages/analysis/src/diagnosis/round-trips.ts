/**
 * Returns how many times a state went from the coldest temperature to the hottest and back.
 *
 * @param index by temperature, the level whose state ended there, sweep by sweep
 */
export function roundTrips(index: readonly Float64Array[]): number {
  const hottest = index.length - 1;
  let states = index.map((_, level) => level);
  // Whether a state was at the coldest temperature, and at the hottest one since then.
  const [left, turned] = [new Set([0]), new Set<number>()];
  let trips = 0;
  for (let sweep = 0; sweep < (index[0]?.length ?? 0); sweep++) {
    states = index.map((column) => states[column[sweep] as number] as number);
    const [cold, hot] = [states[0] as number, states[hottest] as number];
    if (left.has(hot)) turned.add(hot);
    if (turned.delete(cold)) trips++;
    left.add(cold);
  }
  return trips;
}
