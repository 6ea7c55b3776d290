// `choosePool` of core finds this package from here.
import { choosePool } from '@epsie/core';
import { square } from '../tasks.js';

const options = JSON.parse(process.argv[2] ?? '{}') as object;
await using pool = await choosePool(options);
console.log(`found ${JSON.stringify({ pool: pool.constructor.name, squares: await pool.map(square, [1, 2, 3]) })}`);
