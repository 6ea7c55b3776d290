export type { MemoryLimits, ThreadPoolOptions } from './driver/options.ts';
export { ThreadPool } from './driver/thread-pool.ts';
