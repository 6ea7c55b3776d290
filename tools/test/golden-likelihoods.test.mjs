// The golden chains with their likelihood in Python, and in batches, bit for bit those of single points in TypeScript, in every pool.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SerialPool } from '@epsie/core';
import { launchersToTest, mpirun } from '@epsie/mpirun';
import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';
import { exactChains, fingerprintOf } from './programs/golden-likelihoods.mjs';

const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
const names = exactChains();

// Every pool replays these: blobs, tempered, transdimensional, adaptive and discrete ones.
const SOME =
  /^(mh_(normal|at_adaptive_normal_(comp|diag)|nested|joint|logl|gauss5|angular|ss_adaptive_bounded)|pt_(blobs|nested|ntemps2|reset|at))/;
const some = names.filter((name) => SOME.test(name));

const wanted = {};
test.before(async () => {
  const pool = new SerialPool();
  for (const name of names) wanted[name] = await fingerprintOf(name, { form: 'typescript' }, pool);
});

test('covers blobs, tempered and transdimensional chains', (t) => {
  t.true(names.length >= 60);
  t.true(some.length >= 20);
  for (const kind of [/^pt_/, /blobs/, /nested/]) t.true(some.some((name) => kind.test(name)));
});

test.serial('every golden chain of exact operations is the same in Python', async (t) => {
  const pool = new SerialPool();
  for (const name of names) t.is(await fingerprintOf(name, { form: 'model', python }, pool), wanted[name], name);
});

test.serial('a likelihood that differs in its 16th digit leads to other chains', async (t) => {
  const settings = { form: 'model', python, offset: 1e-15 };
  t.not(await fingerprintOf('mh_normal_default', settings, new SerialPool()), wanted['mh_normal_default']);
});

const forms = ['model', 'vectorized', 'batch'];
for (const form of forms) {
  for (const threads of [1, 2]) {
    test.serial(`golden chains on ${threads} threads: ${form}`, async (t) => {
      const pool = new ThreadPool({ threads });
      t.teardown(() => pool.close());
      for (const name of some) t.is(await fingerprintOf(name, { form, python }, pool), wanted[name], name);
    });
  }
}

const command = fileURLToPath(new URL('../../packages/pool-mpi/bin/epsie-mpi.js', import.meta.url));
const program = fileURLToPath(new URL('programs/golden-likelihoods-over-mpi.mjs', import.meta.url));

for (const launcher of launchersToTest(test)) {
  test.serial(`${launcher.name}: golden chains on 3 ranks`, async (t) => {
    const args = [program, JSON.stringify({ names: some, forms, python })];
    const { code, stdout, stderr } = await mpirun(launcher, 3, command, { args, timeout: 120_000 });
    t.is(code, 0, stderr);
    const found = JSON.parse(stdout);
    t.is(Object.keys(found).length, forms.length * some.length);
    for (const [key, fingerprint] of Object.entries(found)) t.is(fingerprint, wanted[key.split(' ')[0]], key);
  });
}
