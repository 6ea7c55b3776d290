export { printAs } from '../inspect.ts';
export { isMainScript } from '../platform.ts';
export { bareError, expectTask, itemFailure, nameOfTask, resultFailure, taskFailure } from './failures.ts';
export { MapJob } from './map-job.ts';
export { Scheduler } from './scheduler.ts';
export type { Assignment, PoolWorker, WorkerSource } from './worker-source.ts';
