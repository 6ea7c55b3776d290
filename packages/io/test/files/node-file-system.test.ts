import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isEpsieError } from '@epsie/core';
import test, { type ExecutionContext } from 'ava';
import { sweepTemporaries, writeAtomically } from '#src/files/atomic-write.js';
import { nodeFileSystem as fs } from '#src/files/node-file-system.js';
import { withTemporary } from '#src/files/temporary.js';
import { canMount, mounted } from '../helpers/crash/mounted.ts';
import { temporaryDirectory } from '../helpers/directory.ts';

const WRITER = fileURLToPath(new URL('programs/writer.js', import.meta.url));

const onMount = canMount() ? test : test.skip;

async function expectFailed(t: ExecutionContext, path: string, code: string, wayOut: RegExp): Promise<void> {
  const error = await t.throwsAsync(writeAtomically(fs, path, new Uint8Array(900_000).fill(2)));
  if (!isEpsieError(error, 'FILE_FAILED')) return t.fail(String(error));
  t.is(error.path, path);
  t.true(error.message.startsWith(`Cannot write ${path}: `) && error.message.endsWith(` (${code})`), error.message);
  t.regex(error.message, wayOut);
  t.is((error.cause as NodeJS.ErrnoException).code, code);
}

test('it reads, writes, cuts and names files', async (t) => {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'x');
  const file = await fs.open(path, 'create');
  await file.write(Uint8Array.of(1, 2, 3), 2);
  await file.syncData();
  const target = new Uint8Array(8).fill(9);
  t.is(await file.read(target, 1), 4);
  t.deepEqual(target, Uint8Array.of(0, 1, 2, 3, 9, 9, 9, 9));
  t.is(await file.read(target, 99), 0);
  await file.truncate(3);
  t.is(await file.size(), 3);
  await file.sync();
  await file.close();
  t.like(await t.throwsAsync(fs.open(path, 'create')), { code: 'EEXIST' });
  await fs.link(path, join(directory, 'y'));
  t.like(await t.throwsAsync(fs.link(path, join(directory, 'y'))), { code: 'EEXIST' });
  await fs.rename(join(directory, 'y'), join(directory, 'z'));
  await fs.remove(path);
  await fs.makeDirectory(join(directory, 'd'));
  await fs.syncDirectory(directory);
  t.deepEqual((await fs.list(directory)).length, 2);
  await fs.removeDirectory(join(directory, 'd'));
  t.deepEqual(await fs.list(directory), ['z']);
  t.deepEqual(new Uint8Array(readFileSync(join(directory, 'z'))), Uint8Array.of(0, 0, 1));
});

test('touch changes only the modification time', async (t) => {
  const directory = temporaryDirectory(t);
  for (const text of ['', 'some text']) {
    const path = join(directory, `f${text.length}`);
    writeFileSync(path, text);
    utimesSync(path, new Date(0), new Date(0));
    t.is(await fs.modified(path), 0);
    await fs.touch(path);
    t.true(Math.abs((await fs.modified(path)) - Date.now()) < 60_000);
    t.is(readFileSync(path, 'utf8'), text);
  }
});

test('errors have the path and advice', async (t) => {
  const directory = temporaryDirectory(t);
  writeFileSync(join(directory, 'file'), 'x');
  mkdirSync(join(directory, 'directory'));
  await expectFailed(
    t,
    join(directory, 'no', 'state'),
    'ENOENT',
    /there is no directory .*no: check the path, or create it/,
  );
  await expectFailed(t, join(directory, 'file', 'state'), 'ENOTDIR', /is a file, not a directory/);
  await expectFailed(t, join(directory, 'directory'), 'EISDIR', /is a directory: pass the path of a file/);
  t.deepEqual(
    readdirSync(directory).sort((a, b) => a.localeCompare(b)),
    ['directory', 'file'],
  );
});

onMount('25 times a full disk leaves the old file and no temporary', async (t) => {
  const directory = mounted(t, '1m');
  const path = join(directory, 'state');
  const old = Buffer.alloc(500_000, 1);
  await writeAtomically(fs, path, old);
  for (let i = 0; i < 25; i++)
    await expectFailed(t, path, 'ENOSPC', /no space left on device: free disk space and start again/);
  t.true(old.equals(readFileSync(path)));
  t.deepEqual(readdirSync(directory), ['state']);
  await writeAtomically(fs, path, new Uint8Array(400_000));
  t.is(statSync(path).size, 400_000);
});

onMount('reports a read-only file system', async (t) => {
  const directory = mounted(t, '1m');
  if (spawnSync('mount', ['-o', 'remount,ro', directory]).status !== 0) return t.pass();
  await expectFailed(t, join(directory, 'state'), 'EROFS', /choose another directory/);
});

test('threads of one process do not take the temporaries of each other', async (t) => {
  const directory = temporaryDirectory(t);
  const child = spawn(process.execPath, [WRITER, directory], { stdio: 'inherit' });
  t.deepEqual(await once(child, 'exit'), [0, null]);
  t.deepEqual(readdirSync(directory), ['state']);
});

test('what writers leave that are killed is removed, files of others are not', async (t) => {
  const directory = temporaryDirectory(t);
  for (let i = 0; i < 5; i++) {
    const child = spawn(process.execPath, [WRITER, directory], { stdio: 'inherit' });
    const ended = once(child, 'exit');
    while (!existsSync(join(directory, 'state'))) await sleep(5);
    await sleep(20 * i);
    child.kill('SIGKILL');
    await ended;
  }
  const dead = '.x.999999999.';
  await withTemporary(join(directory, 'y'), async (mine) => {
    writeFileSync(mine, '');
    const [, ours = ''] = /\.([0-9a-f]{8})-/.exec(mine) ?? [];
    mkdirSync(join(directory, `${dead}${ours}-00000000-0-1.tmp`, 'deep'), { recursive: true });
    // Of an earlier process with our number, of another machine and long ago, and of one just now.
    writeFileSync(join(directory, `.x.${process.pid}.${ours}-00000000-0-1.tmp`), '');
    writeFileSync(join(directory, `${dead}abcdef01-00000000-0-1.tmp`), '');
    utimesSync(join(directory, `${dead}abcdef01-00000000-0-1.tmp`), new Date(0), new Date(0));
    writeFileSync(join(directory, `${dead}abcdef01-00000000-0-2.tmp`), '');
    for (const name of ['.x.tmp', '.x.1.tmp', 'x.1.0a1b2c3d-00000000-0-1.tmp'])
      writeFileSync(join(directory, name), '');
    await sweepTemporaries(fs, directory);
    const left = readdirSync(directory).map((name) => join(directory, name));
    const kept = ['.x.tmp', '.x.1.tmp', 'x.1.0a1b2c3d-00000000-0-1.tmp', `${dead}abcdef01-00000000-0-2.tmp`, 'state'];
    const byName = (a: string, b: string): number => (a < b ? -1 : 1);
    t.deepEqual(left.sort(byName), [mine, ...kept.map((name) => join(directory, name))].sort(byName));
  });
});
