export { isMainScript } from '../platform/host.ts';
export { printAs } from '../platform/inspect.ts';
export { bareError, expectTask, itemFailure, nameOfTask, resultFailure, taskFailure } from './failures.ts';
export { MapJob } from './map-job.ts';
export { type Assignment, type Crew, type PoolWorker, Scheduler } from './scheduler.ts';
