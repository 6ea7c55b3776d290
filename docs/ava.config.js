export default { files: ['test/**/*.test.mjs'], timeout: '6m' };
