export default {
  files: ['test/**/*.test.ts'],
  // Every test starts several processes, and some say how long things take.
  concurrency: 1,
  // Between two results: the machine may have other work.
  timeout: '3m',
  typescript: { compile: false, rewritePaths: { 'test/': 'dist-test/' } },
};
