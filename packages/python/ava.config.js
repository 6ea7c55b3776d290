export default {
  // One process per file: tests count the processes below theirs.
  workerThreads: false,
  files: ['test/**/*.test.ts'],
  // Between two results: the machine may have other work.
  timeout: '3m',
  typescript: { compile: false, rewritePaths: { 'test/': 'dist-test/' } },
};
