export { printAs } from '../inspect.ts';
export { isMainScript } from '../platform.ts';
export { bareError, expectTask, itemFailure, nameOfTask, resultFailure, taskFailure } from './failures.ts';
export { MapJob } from './map-job.ts';
export { type Assignment, type Crew, type PoolWorker, Scheduler } from './scheduler.ts';
