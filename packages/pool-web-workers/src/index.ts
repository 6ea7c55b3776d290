export type { WebWorkerPoolOptions } from './driver/options.ts';
export { WebWorkerPool } from './driver/web-worker-pool.ts';
