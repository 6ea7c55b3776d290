// The settings that a reader can choose. Node computes the digests of all combinations when the page is built.

/** The choices of each setting, the default first where the page does not name another. */
export const CHOICES = {
  temperatures: [1, 2, 3, 4, 5, 6, 8],
  hottest: [10, 30, 100],
  swaps: ['sequential', 'evenOdd', 'evenOddTwice'],
  interval: [1, 5, 20],
};

/** Seeds whose digests Node has computed. */
export const SEEDS = [1, 2, 3];

/** The settings at the start. */
export const DEFAULTS = { temperatures: 5, hottest: 30, swaps: 'evenOddTwice', interval: 1, seed: 1 };

/** Number of chains. */
export const CHAINS = 4;

/** Returns the name of some settings, by which their digest is found. */
export const nameOf = ({ temperatures, hottest, swaps, interval, seed }) =>
  temperatures === 1 ? `1/${seed}` : [temperatures, hottest, swaps, interval, seed].join('/');

/** Returns all settings whose digests Node computes, with different names. */
export function allSettings() {
  const all = SEEDS.flatMap((seed) =>
    CHOICES.temperatures.flatMap((temperatures) =>
      CHOICES.hottest.flatMap((hottest) =>
        CHOICES.swaps.flatMap((swaps) =>
          CHOICES.interval.map((interval) => ({ temperatures, hottest, swaps, interval, seed })),
        ),
      ),
    ),
  );
  return [...new Map(all.map((settings) => [nameOf(settings), settings])).values()];
}
