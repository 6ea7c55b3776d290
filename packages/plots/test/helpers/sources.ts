import { gaussian, type Law, sourceOf, walk } from './source.ts';

const angle: Law = (_, __, random) => (((0.3 + 0.8 * random.standardNormal()) % 6.283) + 6.283) % 6.283;

/** Laws of parameters that are hard to draw. */
export const HARD: Readonly<Record<string, Law>> = {
  x: walk(0.5),
  offset: walk(0.5, 1e9, 1e-3),
  tiny: walk(0.8, 3e-23, 1e-23),
  phase: angle,
  count: (_, __, random) => Math.floor(6 * random.random() ** 2),
  a_name_of_forty_characters_which_is_long: (_, __, random) => random.random(),
  constant: () => 3,
  inactive: (_, draw, random) => (draw % 3 === 0 ? Number.NaN : random.standardNormal()),
  never: () => Number.NaN,
  modes: (chain, _, random) => (chain % 2 === 0 ? 5 : -5) + 0.5 * random.standardNormal(),
  stuck: (chain, _, random) => (chain === 1 ? 2.5 : random.standardNormal()),
  outliers: (_, draw, random) => (draw % 500 === 7 ? 1e6 : random.standardNormal()),
};

/** Proposals that declare the angle and the integer among {@link HARD}. */
export const HARD_PROPOSALS: readonly unknown[] = [
  { kind: 'angular', parameters: ['phase'] },
  {
    kind: 'nestedTransdimensional',
    parameters: ['count'],
    index: 'count',
    indexProposal: { kind: 'discrete', parameters: ['count'] },
  },
];

/** A source with all that is hard to draw. */
export const hard = (chains: number, length = 400): ReturnType<typeof sourceOf> =>
  sourceOf(HARD, { chains, length, proposals: HARD_PROPOSALS, temperatures: 3 });

/** A source with a number of Gaussian parameters. */
export const gaussians = (count: number, chains = 4, length = 500): ReturnType<typeof sourceOf> =>
  sourceOf(Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${i}`, gaussian(i, 1 + i)])), {
    chains,
    length,
  });

/** A tempered source of two parameters, with a fixed ladder. */
export const tempered = (temperatures: number, chains = 4, length = 400): ReturnType<typeof sourceOf> =>
  sourceOf({ x: gaussian(), y: gaussian(1, 2) }, { temperatures, chains, length });
