/** Ends of an axis. */
export type Domain = readonly [number, number];

/** Axis without anything to show, which has no ticks. */
export const NOTHING: Domain = [0, 1];

/** Share of the range of the values that is added at each end. */
const PADDING = 0.04;

/** Returns the ends of an axis that shows all finite values, also where these are all equal; {@link NOTHING} of none. */
export function domainOf(values: Iterable<number>, padding: number = PADDING): Domain {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of values) {
    if (!Number.isFinite(x)) continue;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  if (low > high) return NOTHING;
  const room = low === high ? Math.abs(low) / 10 || 1 : padding * (high - low);
  return [low - room, high + room];
}
