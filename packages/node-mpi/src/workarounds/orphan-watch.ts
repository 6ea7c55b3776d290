// The program of the thread of orphaned-rank.ts: kills this process when one of its ancestors is gone.
import { ancestors } from './ancestors.ts';

const INTERVAL = 500;

const atStart = [...ancestors()].join();
setInterval(() => {
  if ([...ancestors()].join() !== atStart) process.kill(process.pid, 'SIGKILL');
}, INTERVAL);
