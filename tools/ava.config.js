// Many of these tests wait for other programs, so more of them run at once than there are processors.
export default { files: ['test/**/*.test.mjs'], timeout: '3m', concurrency: 4 };
