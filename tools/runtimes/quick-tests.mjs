/**
 * Tests that depend on the engine and take seconds, by package: numbers, chains, states, files, figures. Left out are long chains and kills, which run
 * on the Node of the machine, and tests with other programs.
 */
export const QUICK_TESTS = {
  core: [
    'test/golden/**',
    'test/random/**',
    'test/math/**',
    'test/data/**',
    'test/errors/**',
    'test/history/**',
    'test/platform/**',
  ],
  priors: ['test/distributions/**', 'test/math/**', 'test/models/**'],
  analysis: ['test/golden/**', 'test/correlation/**', 'test/intervals/**', 'test/precision/**', 'test/circular/**'],
  plots: ['test/numbers.test.ts', 'test/theme.test.ts', 'test/structure.test.ts', 'test/tempering.test.ts'],
  io: ['test/codec/{format,messages,plain-data}.test.ts', 'test/info/**', 'test/run/run.test.ts'],
};
