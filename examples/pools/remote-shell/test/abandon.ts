// A program that prints the process id of its worker, which is busy for a minute, and that is killed then.
import { RemoteShellPool } from '../src/remote-shell-pool.js';
import { busy, pidOf } from './models.js';

const pool = new RemoteShellPool({ shells: [['sh', '-c']] });
const [pid] = await pool.map(pidOf, [0]);
const map = pool.map(busy, [60_000]);
console.log(pid);
await map;
