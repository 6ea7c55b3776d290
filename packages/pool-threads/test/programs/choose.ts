// `choosePool` of core finds this package from here.
import { choosePool } from '@epsie/core';

for (const options of [{ threads: 2 }, { threads: 1 }, {}]) {
  await using pool = await choosePool(options);
  console.log(pool.constructor.name, pool.size);
}
