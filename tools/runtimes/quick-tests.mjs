/**
 * Tests that depend on the engine and run in seconds, by package: numbers, chains, states, files, figures. Left out are long chains and kills, which run
 * on the Node of the developer, and tests of other programs.
 */
export const QUICK_TESTS = {
  core: [
    'test/golden/**',
    'test/random/**',
    'test/math/**',
    'test/data/**',
    'test/errors/**',
    'test/faults/**',
    'test/history/**',
    'test/pool/**',
    'test/platform/**',
  ],
  priors: ['test/**'],
  analysis: ['test/golden/**', 'test/convergence/**', 'test/math/**', 'test/summary/**'],
  plots: ['test/svg/**', 'test/figure/**', 'test/kinds.test.ts'],
  io: ['test/codec/**', 'test/export/**', 'test/files/**', 'test/run/*.test.ts'],
};
