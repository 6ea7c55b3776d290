// Prints its arguments and the pool that it gets; or fails.
import { choosePool } from '@epsie/core';

const [mode, ...args] = process.argv.slice(2);
if (mode === 'throw') throw new Error('the program failed on purpose');
if (mode === 'code') process.exitCode = 85;
const pool = await choosePool(mode === 'threads' ? { threads: 2 } : {});
process.stdout.write(
  `${pool.constructor.name} ${pool.size} ${JSON.stringify(args)} ${process.argv[1]?.endsWith('hello.js')}\n`,
);
await pool.close();
