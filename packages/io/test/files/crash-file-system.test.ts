import test from 'ava';
import type { FileSystem } from '#src/files/file-system.js';
import { Crash, CrashFileSystem, type Random, seeded, type Trouble } from '../helpers/crash/crash-file-system.js';

const bytes = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);

async function write(fs: FileSystem, path: string, content: Uint8Array, sync = false): Promise<void> {
  const file = await fs.open(path, 'create');
  await file.write(content, 0);
  if (sync) await file.sync();
  await file.close();
}

async function read(fs: FileSystem, path: string): Promise<Uint8Array> {
  const file = await fs.open(path, 'read');
  const content = new Uint8Array(await file.size());
  await file.read(content, 0);
  await file.close();
  return content;
}

const sorted = (values: Iterable<unknown>): string[] => [...values].map(String).sort((a, b) => (a < b ? -1 : 1));

/** Returns the possible outcomes of work that a crash follows, each once. */
async function outcomes(
  work: (fs: CrashFileSystem) => Promise<void>,
  look: (fs: CrashFileSystem, random: Random) => Promise<unknown>,
  trouble: Trouble = {},
): Promise<Set<unknown>> {
  const seen = new Set<unknown>();
  for (let seed = 1; seed <= 300; seed++) {
    const random = seeded(seed);
    const fs = new CrashFileSystem(trouble);
    await fs.makeDirectory('/a');
    await fs.makeDirectory('/b');
    fs.settle();
    await work(fs);
    seen.add(await look(fs.crash(random), random));
  }
  return seen;
}

const names = async (fs: FileSystem): Promise<string> =>
  [...(await fs.list('/a')), '|', ...(await fs.list('/b'))].join('');

test('it behaves as the file system of the host', async (t) => {
  const fs = new CrashFileSystem();
  await fs.makeDirectory('/a');
  await write(fs, '/a/x', bytes(3, 7));
  await fs.link('/a/x', '/a/y');
  await fs.rename('/a/y', '/z');
  t.deepEqual([await fs.list('/a'), await fs.list('/')], [['x'], ['a', 'z']]);
  const file = await fs.open('/z', 'write');
  await file.write(bytes(2, 9), 2000);
  await file.truncate(2001);
  t.deepEqual(await read(fs, '/a/x'), Uint8Array.of(7, 7, 7, ...bytes(1997, 0), 9));
  await file.truncate(1);
  await file.truncate(4);
  const target = bytes(6, 1);
  t.is(await file.read(target, 0), 4);
  t.deepEqual(target, Uint8Array.of(7, 0, 0, 0, 1, 1));
  t.is(await file.read(target, 10), 0);
  const before = await fs.modified('/z');
  await fs.touch('/z');
  t.true((await fs.modified('/z')) > before);
  for (const [code, work] of [
    ['ENOENT', () => fs.open('/no', 'read')],
    ['ENOENT', () => fs.makeDirectory('/no/no')],
    ['ENOTDIR', () => fs.list('/z')],
    ['ENOTDIR', () => fs.open('/z/x', 'create')],
    ['EEXIST', () => fs.open('/z', 'create')],
    ['EEXIST', () => fs.link('/z', '/a/x')],
    ['EISDIR', () => fs.rename('/z', '/a')],
    ['EISDIR', () => fs.remove('/a')],
    ['ENOTDIR', () => fs.rename('/a', '/z')],
    ['ENOTEMPTY', () => fs.removeDirectory('/a')],
  ] as const) {
    t.is(((await t.throwsAsync<Error & { code?: string }>(work)) as { code?: string }).code, code);
  }
});

test('contents are lost by the sector until they are synced', async (t) => {
  const start = async (fs: CrashFileSystem): Promise<void> => {
    await write(fs, '/a/x', bytes(1024, 1));
    fs.settle();
    const file = await fs.open('/a/x', 'write');
    await file.write(bytes(1024, 2), 0);
    await file.write(bytes(512, 3), 0);
  };
  const look = async (fs: CrashFileSystem): Promise<string> => {
    const content = await read(fs, '/a/x');
    return `${content[0]}${content[511]}${content[512]}${content[1023]}`;
  };
  t.deepEqual(sorted(await outcomes(start, look)), ['1111', '1122', '2211', '2222', '3311', '3322']);
  const synchronised = async (fs: CrashFileSystem): Promise<void> => {
    await start(fs);
    await (await fs.open('/a/x', 'write')).syncData();
  };
  t.deepEqual([...(await outcomes(synchronised, look))], ['3322']);
  t.is((await outcomes(synchronised, look, { ignore: ['syncData x'] })).size, 6);
});

test('a length is lost until it is synced, and unwritten bytes may be anything', async (t) => {
  const work = async (fs: CrashFileSystem): Promise<void> => {
    await write(fs, '/a/x', bytes(10, 1), true);
    await fs.syncDirectory('/a');
    await (await fs.open('/a/x', 'write')).write(bytes(10, 2), 10);
  };
  const look = async (fs: CrashFileSystem): Promise<string> => {
    const content = await read(fs, '/a/x');
    const rest = content.subarray(10);
    const what = rest.every((byte) => byte === 2) ? 'new' : rest.every((byte) => byte === 0) ? 'zeros' : 'garbage';
    return `${content[0]} ${content[9]} ${content.length > 10 ? what : 'short'}`;
  };
  t.deepEqual(sorted(await outcomes(work, look)), ['1 1 garbage', '1 1 new', '1 1 short', '1 1 zeros']);
  const cut = async (fs: CrashFileSystem): Promise<void> => {
    await write(fs, '/a/x', bytes(1500, 1), true);
    await fs.syncDirectory('/a');
    await (await fs.open('/a/x', 'write')).truncate(600);
  };
  t.deepEqual(sorted(await outcomes(cut, async (fs) => (await read(fs, '/a/x')).length)), ['1500', '600']);
});

test('names are lost until their directory is synced, each end of a rename by itself', async (t) => {
  const work = async (fs: CrashFileSystem): Promise<void> => {
    await write(fs, '/a/x', bytes(1, 1), true);
    fs.settle();
    await fs.rename('/a/x', '/b/y');
  };
  t.deepEqual(sorted(await outcomes(work, names)), ['x|', 'x|y', '|', '|y']);
  const synchronised = (fs: CrashFileSystem): Promise<void> => work(fs).then(() => fs.syncDirectory('/b'));
  t.deepEqual(sorted(await outcomes(synchronised, names)), ['x|y', '|y']);
  t.is((await outcomes(synchronised, names, { ignore: ['syncDirectory b'] })).size, 4);
  t.is((await outcomes(synchronised, names, { ignore: ['syncDirectory a', 'sync b'] })).size, 2);
});

test('a synced file whose name is not synced is lost', async (t) => {
  const seen = await outcomes((fs) => write(fs, '/a/x', bytes(1, 1), true), names);
  t.deepEqual(sorted(seen), ['x|', '|']);
});

test('the remainder of a crash is durable, and a directory with two names becomes two', async (t) => {
  const work = async (fs: CrashFileSystem): Promise<void> => {
    await fs.makeDirectory('/a/d');
    await write(fs, '/a/d/x', bytes(700, 1));
    fs.settle();
    await fs.rename('/a/d', '/b/d');
    await (await fs.open('/b/d/x', 'write')).write(bytes(700, 2), 0);
  };
  const seen = await outcomes(work, async (fs, random) => {
    const before = await names(fs);
    const again = fs.crash(random);
    t.is(await names(again), before);
    if (before !== 'd|d') return before;
    await again.remove('/a/d/x');
    t.deepEqual([await again.list('/a/d'), await again.list('/b/d')], [[], ['x']]);
    return before;
  });
  t.deepEqual(sorted(seen), ['d|', 'd|d', '|', '|d']);
});

test('a crash comes where it is asked for, even in the middle of a write, and nothing works after it', async (t) => {
  const lengths = new Set<number>();
  for (let seed = 1; seed < 50; seed++) {
    const fs = new CrashFileSystem({ stopAt: 2, random: seeded(seed) });
    const file = await fs.open('/x', 'create');
    await t.throwsAsync(file.write(bytes(1100, 1), 0), { instanceOf: Crash });
    await t.throwsAsync(file.size(), { instanceOf: Crash });
    await t.throwsAsync(fs.list('/'), { instanceOf: Crash });
    t.true(fs.crashed);
    lengths.add((await read(fs.restart(), '/x')).length);
  }
  t.deepEqual(
    [...lengths].sort((a, b) => a - b),
    [0, 512, 1024, 1100],
  );
});

test('injects the failure of an operation, and a full disk', async (t) => {
  const failing = new CrashFileSystem({ failAt: 2 });
  t.like(await t.throwsAsync(write(failing, '/x', bytes(3, 1))), { code: 'EIO' });
  await write(failing, '/y', bytes(3, 1));
  const full = new CrashFileSystem({ capacity: 2048 });
  await write(full, '/x', bytes(600, 1));
  t.like(await t.throwsAsync(write(full, '/y', bytes(1100, 1))), { code: 'ENOSPC' });
  t.is((await read(full, '/y')).length, 1024);
  t.like(await t.throwsAsync((await full.open('/x', 'write')).truncate(5000)), { code: 'ENOSPC' });
  await full.remove('/x');
  const file = await full.open('/y', 'write');
  await file.write(bytes(1024, 1), 1024);
});

test('syncs have the same labels in every trial', async (t) => {
  const fs = new CrashFileSystem();
  await fs.makeDirectory('/a');
  await write(fs, '/a/.ck-12.npz.345.0a1b2c3d-00000000-0-7.tmp', bytes(1, 1), true);
  await fs.syncDirectory('/a');
  t.deepEqual([...fs.syncs], ['sync /a/.ck-*.npz.*.tmp', 'syncDirectory /a']);
});
