import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';
import { events } from '../dist/sky-position/events.js';
import { localise } from '../dist/sky-position/localise.js';
import { integrate } from '../dist/sky-position/truth.js';

for (const event of events) {
  test.serial(`agrees with the exact posterior of ${event.name}`, async (t) => {
    const pool = new ThreadPool({ threads: 2 });
    t.teardown(() => pool.close());
    const truth = integrate(event);
    t.true(Math.abs(truth.onItsSide - 0.5) < 0.001, 'a source and its mirror image are equally likely');
    const found = await localise(event, truth, { iterations: 40_000, chains: 8, seed: 5n, pool });
    for (const [name, exact] of Object.entries({
      onItsSide: truth.onItsSide,
      meanCosine: truth.meanCosine,
      held: 0.9,
    })) {
      const { mean, standardError } = found[name];
      t.true(Math.abs(mean - exact) < 4 * standardError, `${name}: ${mean} ± ${standardError} for ${exact}`);
      t.true(standardError < 0.03, `${name}: ${standardError}`);
    }
  });
}
