export default {
  files: ['test/**/*.test.ts'],
  // Between two results: the machine may have other work.
  timeout: '3m',
  typescript: { compile: false, rewritePaths: { 'test/': 'dist-test/' } },
};
