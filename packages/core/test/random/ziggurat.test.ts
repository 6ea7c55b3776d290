import { readFileSync } from 'node:fs';
import test from 'ava';
import { decodeTable } from '#src/random/ziggurat.js';
import {
  exponentialAccept,
  exponentialDensity,
  exponentialScale,
  normalAccept,
  normalDensity,
  normalScale,
} from '#src/random/ziggurat-tables.js';

const numpy = JSON.parse(readFileSync(new URL('../../test/fixtures/rng/ziggurat.json', import.meta.url), 'utf8'));
const tables = {
  ki: normalAccept,
  wi: normalScale,
  fi: normalDensity,
  ke: exponentialAccept,
  we: exponentialScale,
  fe: exponentialDensity,
};

for (const [name, table] of Object.entries(tables)) {
  test(`${name} is NumPy's to the last bit`, (t) => {
    t.deepEqual(decodeTable(table), Float64Array.from(numpy[name], Number));
  });
}
