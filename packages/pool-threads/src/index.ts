export type { MemoryLimits, ThreadPoolOptions } from './options.ts';
export { ThreadPool } from './thread-pool.ts';
