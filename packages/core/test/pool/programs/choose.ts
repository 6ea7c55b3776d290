// Prints which pool `choosePool` returns, or its error.
import { choosePool } from '@epsie/core';

const options = JSON.parse(process.argv[2] ?? '{}') as object;
await choosePool(options).then(
  (pool) => console.log(pool.constructor.name, pool.size),
  (error: Error) => console.log(`${error.name}: ${error.message}`),
);
