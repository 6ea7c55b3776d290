import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { expectPlatform } from '#src/model/platform.js';
import { failureOf } from '../helpers/failure.ts';
import { interpreter } from '../helpers/interpreter.ts';
import { pythons, until } from '../helpers/processes.ts';
import { declared, type Faulty } from '../models/faulty.ts';

const other = fileURLToPath(new URL('../../test/python/other_version.py', import.meta.url));

test.serial('reports another version of the protocol, and ends that Python', async (t) => {
  t.is(
    String(failureOf({ python: [interpreter, other, '2', '3.12.0'] })),
    'Error: Expected version 1 of the protocol between @epsie/python and its Python program, got 2. ' +
      'The files of the package are of different versions: install it again',
  );
  await until('no Python', () => pythons().length === 0);
});

test.serial('reports a Python that is too old', (t) => {
  t.is(
    String(failureOf({ python: [interpreter, other, '1', '2.7.18'] })),
    'Error: Expected Python 3.8 or later, got 2.7.18 (/usr/bin/python). Set `python` to a later one',
  );
});

test.serial('a command may close what it does not know, and start Python in a process of its own', (t) => {
  const python = ['sh', '-c', `${interpreter} "$@" 3>&-; exit $?`, 'wrapper'] as const;
  t.is(declared({ function: 'everything', python }).evaluate({ x: 2 }).logLikelihood, -2);
});

test.serial('on Windows, an error states what is missing', (t) => {
  t.throws(() => expectPlatform('win32'), {
    message: /named pipes in the file system.*got Windows\. Run the program under WSL$/,
  });
  t.notThrows(() => expectPlatform('linux'));
});

/** Evaluates a model with another folder for temporary files. */
function inTemporary(folder: string, faulty: Faulty = {}): Error {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    return failureOf(faulty);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

test.serial('reports a folder of temporary files that does not exist', (t) => {
  t.regex(
    String(inTemporary('/no/folder')),
    /^Error: The channel to Python could not be created in \/no\/folder: ENOENT.*set TMPDIR/,
  );
});

// Only root may mount, and not in every container.
const full = mkdtempSync(join(tmpdir(), 'epsie-full-'));
const canMount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'nr_inodes=2', 'tmpfs', full]).status === 0;
test.after.always(() => {
  if (canMount) execFileSync('umount', [full]);
  rmSync(full, { recursive: true });
});

(canMount ? test.serial : test.serial.skip)(
  'reports a full folder of temporary files, and leaves nothing in it',
  (t) => {
    t.regex(
      String(inTemporary(full)),
      /^Error: The channel to Python could not be created in .*No space left on device\. Free space there/,
    );
    t.deepEqual(readdirSync(full), []);
  },
);

test.serial('leaves no file', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-files-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  inTemporary(folder, { python: '/no/python' });
  inTemporary(folder, { fault: 'exception' });
  t.deepEqual(readdirSync(folder), []);
});
