/** Legs of the path of a replica: ranges of sweeps since it was at the coldest level, at the hottest one, or at neither yet. */
export type Leg = { readonly since: 'coldest' | 'hottest' | 'neither'; readonly from: number; readonly to: number };

/** Returns the legs of a path, each up to and with the sweep at which the next one begins. */
export function legsOf(levels: Int32Array, hottest: number): readonly Leg[] {
  const legs: Leg[] = [];
  let since: Leg['since'] = 'neither';
  let from = 0;
  for (const [sweep, level] of levels.entries()) {
    const now: Leg['since'] = level === 0 ? 'coldest' : level === hottest ? 'hottest' : since;
    if (now === since) continue;
    if (sweep > from) legs.push({ since, from, to: sweep });
    [since, from] = [now, sweep];
  }
  return [...legs, { since, from, to: levels.length - 1 }];
}

/** Returns how often a path led from the coldest level to the hottest one and back. */
export function roundTripsOf(levels: Int32Array, hottest: number): number {
  const arrivals = legsOf(levels, hottest).filter(({ since }) => since === 'coldest').length;
  return Math.max(0, arrivals - 1);
}
