export { isMainScript } from '../platform/host.ts';
export { printAs } from '../platform/inspect.ts';
export { answerItem, type ItemAnswer, type ItemRequest } from './answer.ts';
export { bareError, expectTask, itemFailure, nameOfTask, resultFailure, taskFailure } from './failures.ts';
export { MapJob } from './map-job.ts';
export { type ItemRunner, schedulePromises } from './schedule-promises.ts';
export { Scheduler } from './scheduler.ts';
export type { Assignment, PoolWorker, WorkerSource } from './worker-source.ts';
