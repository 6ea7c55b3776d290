import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InitOutput } from '@epsie/cli';
import test, { type ExecutionContext } from 'ava';
import { epsie, json } from '../helpers/epsie.ts';
import { directoryFor } from '../helpers/runs.ts';

const cwd = directoryFor(test);
const { resolve } = createRequire(import.meta.url);
const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

const sorted = (names: readonly string[]): string[] => [...names].sort((a, b) => (a < b ? -1 : 1));

const run = (t: ExecutionContext, project: string, args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: join(cwd, project), encoding: 'utf8' });
  t.is(status, 0, stdout + stderr);
  return stdout;
};

for (const [flag, files, main] of [
  ['--javascript', ['.gitignore', 'README.md', 'main.js', 'model.js', 'package.json'], 'main.js'],
  [
    '--typescript',
    ['.gitignore', 'README.md', 'package.json', 'src/main.ts', 'src/model.ts', 'tsconfig.json'],
    'dist/main.js',
  ],
  ['--python', ['.gitignore', 'README.md', 'likelihood.py', 'main.js', 'model.js', 'package.json'], 'main.js'],
  [
    '--python --typescript',
    ['.gitignore', 'README.md', 'likelihood.py', 'package.json', 'src/main.ts', 'src/model.ts', 'tsconfig.json'],
    'dist/main.js',
  ],
] as const) {
  test(`${flag}: the project compiles, runs, resumes, and its run can be summarized`, (t) => {
    const project = `line${flag.replace(' ', '')}`;
    const { code, data } = json(['init', project, ...flag.split(' ')], { cwd });
    t.is(code, 0);
    t.deepEqual(sorted((data as unknown as InitOutput).files), sorted(files));
    symlinkSync(NODE_MODULES, join(cwd, project, 'node_modules'), 'junction');
    if (flag.includes('--typescript')) run(t, project, [join(dirname(resolve('typescript/package.json')), 'bin/tsc')]);
    const first = run(t, project, [main]);
    t.regex(first, /^parameter .*\noffset {2,}1\.0.*\nslope {2,}0\.48.*\nerror /);
    t.is(run(t, project, [main]), first);
    const { code: summarized, stdout } = epsie(['summary', 'line.run', '--burn-in', '2000'], {
      cwd: join(cwd, project),
    });
    t.is(summarized, 0);
    t.is(stdout, first);
  });
}

test('the packages of package.json have the version of the installed ones', (t) => {
  epsie(['init', 'versions', '--python'], { cwd });
  const { name, dependencies } = JSON.parse(readFileSync(join(cwd, 'versions/package.json'), 'utf8'));
  t.is(name, 'versions');
  for (const [dependency, version] of Object.entries(dependencies)) {
    const { version: installed } = JSON.parse(readFileSync(join(NODE_MODULES, dependency, 'package.json'), 'utf8'));
    t.is(version, `^${installed}`, dependency);
  }
});

test('no file is replaced, and none is written beside one that exists', (t) => {
  mkdirSync(join(cwd, 'taken'));
  writeFileSync(join(cwd, 'taken/main.js'), 'mine');
  const { code, stderr } = epsie(['init', 'taken'], { cwd });
  t.is(code, 1);
  t.is(stderr, 'epsie: taken has main.js already, and no file is replaced: choose another directory.\n');
  t.deepEqual(readdirSync(join(cwd, 'taken')), ['main.js']);
  t.is(readFileSync(join(cwd, 'taken/main.js'), 'utf8'), 'mine');
});

test('without a directory the project is in this one; other files stay', (t) => {
  mkdirSync(join(cwd, 'here'));
  writeFileSync(join(cwd, 'here/data.txt'), 'mine');
  const { code, stdout } = epsie(['init'], { cwd: join(cwd, 'here') });
  t.is(code, 0);
  t.regex(stdout, /^Wrote .* into \.\. Next:\n {2}npm install\n {2}npm start\n$/s);
  t.true(existsSync(join(cwd, 'here/model.js')));
});

test('a project has one language', (t) => {
  t.regex(
    epsie(['init', 'both', '--javascript', '--typescript'], { cwd }).stderr,
    /`--javascript` or `--typescript`, got both/,
  );
  t.false(existsSync(join(cwd, 'both')));
});
