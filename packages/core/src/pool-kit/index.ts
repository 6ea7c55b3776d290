export { isMainScript } from '../platform/host.ts';
export { printAs } from '../platform/inspect.ts';
export { bareError, expectTask, itemFailure, nameOfTask, resultFailure, taskFailure } from './failures.ts';
export { MapJob } from './map-job.ts';
export { Scheduler } from './scheduler.ts';
export type { Assignment, PoolWorker, WorkerSource } from './worker-source.ts';
