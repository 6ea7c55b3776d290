export { MpiPool } from './mpi-pool.ts';
export type { MpiPoolOptions } from './options.ts';
