// Replays golden chains on the ranks of an MPI job, and prints for each whether it is identical: `epsie-mpi golden-over-mpi.mjs`.
import assert from 'node:assert/strict';
import { MpiPool } from '@epsie/pool-mpi';
import { goldenNames, readGolden } from '../../../packages/core/dist-test/helpers/golden-json.js';
import { replay } from '../../../packages/core/dist-test/helpers/replay.js';

const assertions = /** @type {any} */ ({
  is: (/** @type {unknown} */ a, /** @type {unknown} */ b, /** @type {string} */ what) =>
    assert.ok(Object.is(a, b), what ?? `${a} ≠ ${b}`),
  deepEqual: assert.deepStrictEqual,
});

const pool = await MpiPool.create();
/** @type {{ [name: string]: string }} */ const outcomes = {};
for (const name of goldenNames('chains')) {
  outcomes[name] = await replay(assertions, readGolden('chains', name), pool).then(
    () => 'same',
    (error) => error.message,
  );
}
console.log(JSON.stringify({ size: pool.size, outcomes }));
await pool.close();
