// Tasks print a lot while nobody reads the output.
import { ThreadPool } from '@epsie/pool-threads';
import { print } from '../tasks.js';

process.stdout.cork();
const results = await new ThreadPool({ threads: 1 }).map(print, [20_000, 20_000, 20_000]);
console.error(`got ${results.length}`);
process.stdout.uncork();
