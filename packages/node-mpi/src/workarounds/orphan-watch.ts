// The program of a thread that ends this process when one of those that started it is gone.
import { ancestors } from './ancestors.ts';

const INTERVAL = 500;

const atFirst = [...ancestors()].join();
setInterval(() => {
  if ([...ancestors()].join() !== atFirst) process.kill(process.pid, 'SIGKILL');
}, INTERVAL);
