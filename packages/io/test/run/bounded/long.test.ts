import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import { temporaryDirectory } from '../../helpers/directory.ts';

/** `EPSIE_LONG=1000000` in front of the command makes it so many iterations, with 1000 draws; that takes hours. */
const LONG = process.env['EPSIE_LONG'];
const ITERATIONS = Number(LONG ?? 45);
const MAX_DRAWS = LONG === undefined ? 10 : 1000;
const PROGRAM = fileURLToPath(new URL('programs/long.js', import.meta.url));

type Usage = { readonly [name in 'disk' | 'maxRSS' | 'thinnings' | 'length' | 'thin']: number };

const SERIES = 280 * 16;
/** Bytes of a row of draws (iteration, chain, temperature, 15 parameters, 3 densities and ratios, `accepted`) and of swaps, with checksums. */
const ROW = 16 + 15 * 8 + 3 * 8 + 1 + 28 + 4;

test(`${ITERATIONS} iterations of 280 chains × 16 levels × 15 parameters stay within the disk of ${MAX_DRAWS} draws`, async (t) => {
  t.timeout(600_000 + 100 * ITERATIONS);
  const args = [PROGRAM, join(temporaryDirectory(t), 'a.run'), `${ITERATIONS}`, `${MAX_DRAWS}`];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  t.log(stdout);
  const { disk, maxRSS, thinnings, length, thin } = JSON.parse(stdout) as Usage;
  t.true(thinnings >= 1 && thin > 1 && length <= MAX_DRAWS && length >= MAX_DRAWS / 2);
  // Two generations of the tables, three checkpoints and one that is being written, of 2 MB each, and a MB of heads and checksums.
  t.true(disk < 2 * MAX_DRAWS * SERIES * ROW + 4 * 2e6 + 1e6, `${disk} bytes`);
  if (LONG !== undefined) t.true(disk < 2e9);
  t.true(maxRSS < 500e6, `${maxRSS} bytes`);
});
