export default { files: ['test/**/*.test.js'], timeout: '3m' };
