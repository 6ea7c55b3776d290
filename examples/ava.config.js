export default { files: ['test/**/*.test.mjs'], timeout: '1m' };
