export { MpiPool } from './driver/mpi-pool.ts';
export type { MpiPoolOptions } from './driver/options.ts';
