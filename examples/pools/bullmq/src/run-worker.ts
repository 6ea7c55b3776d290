// The program of a worker: REDIS_URL=redis://… node dist/src/run-worker.js. SIGTERM and SIGINT end it after the job under way.
import { startWorker } from './worker.js';

const { REDIS_URL, EPSIE_QUEUE, EPSIE_LOCK_DURATION } = process.env;
const worker = startWorker({
  ...(REDIS_URL === undefined ? {} : { redis: REDIS_URL }),
  ...(EPSIE_QUEUE === undefined ? {} : { queue: EPSIE_QUEUE }),
  ...(EPSIE_LOCK_DURATION === undefined ? {} : { lockDuration: Number(EPSIE_LOCK_DURATION) }),
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void worker.close());
