import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isEpsieError } from '@epsie/core';
import test, { type ExecutionContext } from 'ava';
import { type Dataset, File, ready } from 'h5wasm/node';
import type { ExportSource } from '#src/export/export-format.js';
import { temporaryDirectory } from '../helpers/directory.ts';
import { memorySource } from '../helpers/export/memory-source.js';
import { hashOf } from '../helpers/export/read-netcdf.js';
import { writeCSV, writeNetCDF } from '../helpers/export/write.js';

const EXPORTS = [
  ['nc', writeNetCDF],
  ['csv', writeCSV],
] as const;

type Write = (source: ExportSource, file: string, options: object) => Promise<void>;

async function failsWith(t: ExecutionContext, write: Promise<void>, path: string, message: RegExp): Promise<void> {
  const error = await t.throwsAsync(write, { message });
  t.true(isEpsieError(error, 'FILE_FAILED') && error.path === path);
}

for (const [kind, write] of EXPORTS as readonly (readonly ['nc' | 'csv', Write])[]) {
  test(`${kind}: the directory that is missing is named`, async (t) => {
    const directory = temporaryDirectory(t);
    const file = join(directory, 'none', 'inner', 'run');
    const missing = new RegExp(
      `^Cannot write ${file}: there is no directory ${join(directory, 'none')}: .* \\(ENOENT\\)$`,
    );
    await failsWith(t, write(memorySource(), file, {}), file, missing);
  });

  test(`${kind}: a directory is not replaced`, async (t) => {
    const directory = temporaryDirectory(t);
    const file = join(directory, 'run');
    await mkdir(file);
    await failsWith(t, write(memorySource(), file, {}), file, /is a directory.*\(EISDIR\)/);
    t.deepEqual(await readdir(directory), ['run']);
  });

  test(`${kind}: errors of the run come out as they are, and the old file stays`, async (t) => {
    const directory = temporaryDirectory(t);
    const file = join(directory, 'run');
    await writeFile(file, 'old');
    const fault = new TypeError('a fault');
    const source = memorySource();
    const broken: ExportSource = {
      ...source,
      draws: (name, selection) => (name === 'distance' ? Promise.reject(fault) : source.draws(name, selection)),
    };
    t.is(await t.throwsAsync(write(broken, file, {})), fault);
    t.is(await readFile(file, 'utf8'), 'old');
    t.deepEqual(await readdir(directory), ['run']);
  });

  test(`${kind}: an export replaces the file and leaves nothing else`, async (t) => {
    const directory = temporaryDirectory(t);
    const file = join(directory, 'run');
    await writeFile(file, 'old');
    await write(memorySource(), file, {});
    t.not(await readFile(file, 'latin1'), 'old');
    t.deepEqual(await readdir(directory), ['run']);
  });

  test(`${kind}: a full disk is reported, the old file stays, and the next export works`, async (t) => {
    const directory = temporaryDirectory(t);
    const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', directory]);
    if (mount.status !== 0) {
      t.log('Left out: a file system of 2 MiB cannot be mounted here');
      t.pass();
      return;
    }
    t.teardown(() => void spawnSync('umount', ['--lazy', directory]));
    const file = join(directory, 'run');
    await write(memorySource({ length: 500 }), file, {});
    const old = await readFile(file);
    for (const length of [20_000, 30_000, 200_000]) {
      await failsWith(
        t,
        write(memorySource({ length }), file, {}),
        file,
        /Cannot write .*no space left on device.*\(ENOSPC\)/,
      );
      t.deepEqual(await readdir(directory), ['run']);
      t.true(old.equals(await readFile(file)));
    }
    await write(memorySource({ length: 5000 }), file, {});
    t.true((await readFile(file)).length > old.length);
  });

  test(`${kind}: killed at any time, it leaves no file or a whole one`, async (t) => {
    const directory = temporaryDirectory(t);
    const file = join(directory, 'run');
    const begin = performance.now();
    await killAfter(2, 5, file, kind);
    const duration = performance.now() - begin;
    t.true((await readdir(directory)).includes('run'));
    for (let kill = 0; kill < 6; kill++) {
      const left = await readdir(directory);
      if (left.includes('run')) await expectWhole(t, file, kind);
      // At times an old file is there, at times none.
      for (const name of left) if (name !== 'run' || kill % 3 === 0) await rm(join(directory, name));
      await killAfter(1, (duration * kill) / 12, file, kind);
    }
  });
}

/** Kills an export some time after the program has said so many lines: one when it begins, one after each export. */
async function killAfter(lines: number, milliseconds: number, file: string, kind: string): Promise<void> {
  const program = fileURLToPath(new URL('../helpers/crash/export-forever.js', import.meta.url));
  const child = spawn(process.execPath, [program, file, kind], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  for (let line = 0; line < lines; line++) await once(child.stdout, 'data');
  await wait(milliseconds);
  child.kill('SIGKILL');
  await exit;
}

async function expectWhole(t: ExecutionContext, file: string, kind: 'nc' | 'csv'): Promise<void> {
  const source = memorySource({ chains: 4, length: 5000 });
  const last = await source.draws('distance', { chain: 3 });
  if (kind === 'csv') {
    const text = await readFile(file, 'utf8');
    t.is(text.split('\n').length, 20_002);
    t.true(text.endsWith(`,${last.at(-1)}\n`));
    return;
  }
  await ready;
  const read = new File(file, 'r');
  const { value } = read.get('sample_stats/distance') as Dataset;
  read.close();
  t.is(hashOf([(value as Float64Array).slice(15_000)]), hashOf([last]));
}
