export default { files: ['test/**/*.test.mjs'], timeout: '3m' };
