import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, launchersToTest } from '@epsie/mpirun';
import test from 'ava';
import { EPSIE, epsie } from '../helpers/epsie.ts';
import { directoryFor } from '../helpers/runs.ts';

const cwd = directoryFor(test);
const PROGRAM = fileURLToPath(new URL('../helpers/programs/hello.js', import.meta.url));

test('a program runs on threads, with its own arguments, options and exit code', (t) => {
  const { code, stdout, stderr } = epsie(['run', PROGRAM, 'threads', '--json', '--ranks', 'x'], { cwd });
  t.deepEqual([code, stderr], [0, '']);
  t.is(stdout, 'ThreadPool 2 ["--json","--ranks","x"] true\n');
  t.is(epsie(['run', PROGRAM, 'code']).code, 85);
});

test('a program that throws ends with 1 and its own stack', (t) => {
  const { code, stderr } = epsie(['run', PROGRAM, 'throw']);
  t.is(code, 1);
  t.regex(stderr, /Error: the program failed on purpose\n {4}at .*hello\.js/);
});

test('a program that waits for nothing ends with 13, as under node', (t) => {
  writeFileSync(join(cwd, 'waits.mjs'), 'await new Promise(() => {});\n');
  t.is(spawnSync(process.execPath, ['waits.mjs'], { cwd }).status, 13);
  t.is(epsie(['run', 'waits.mjs'], { cwd }).code, 13);
});

const fails = (title: string, args: readonly string[], message: RegExp, env: NodeJS.ProcessEnv = {}): void =>
  test(title, (t) => {
    const { code, stdout, stderr } = epsie(['run', ...args], { cwd, env });
    t.deepEqual([code, stdout], [1, '']);
    t.regex(stderr, message);
    t.is(stderr.trimEnd().split('\n').length, 1, stderr);
  });

fails('a program that does not exist is named', ['nowhere.js'], /There is no program .*nowhere\.js: check the path/);
fails('a program is needed', [], /Expected `epsie run PROGRAM \[ARGUMENTS\]`, got no argument/);
fails(
  'options before the program are checked',
  ['--rank', '4', PROGRAM],
  /Unknown option `--rank` of `epsie run`\. Did you mean `--ranks`\?/,
);
fails('one rank is no job', ['--ranks', '1', PROGRAM], /`--ranks` to be an integer from 2 up/);
fails('a launcher needs a number of ranks', ['--launcher', 'srun', PROGRAM], /Expected `--ranks` with `--launcher`/);
fails(
  'a launcher that is not installed is named',
  ['--ranks', '2', '--launcher', 'no-mpirun -x', PROGRAM],
  /There is no command no-mpirun/,
);
fails(
  'ranks do not start ranks',
  ['--ranks', '2', PROGRAM],
  /OMPI_COMM_WORLD_SIZE is 4\), and `--ranks` would start another job/,
  { OMPI_COMM_WORLD_SIZE: '4' },
);

test('a program in TypeScript is refused where Node does not run it', (t) => {
  copyFileSync(PROGRAM, join(cwd, 'typed.ts'));
  const { code, stderr } = epsie(['run', 'typed.ts'], { cwd });
  const stripsTypes = Boolean((process.features as { typescript?: unknown }).typescript);
  if (stripsTypes) t.notRegex(stderr, /does not run TypeScript/);
  else t.regex(stderr, /does not run TypeScript: compile .*typed\.ts first/);
  t.is(code, 1);
});

for (const launcher of launchersToTest(test)) {
  const options = launcher.flavor === 'open-mpi' ? ['--oversubscribe', '--bind-to', 'none'] : [];
  const run = (command: string, args: readonly string[]) =>
    spawnSync(command, args, { cwd, env: environment(launcher), encoding: 'utf8', timeout: 60_000 });

  test.serial(`${launcher.name}: --ranks starts a job whose pool has one rank less`, (t) => {
    const command = [launcher.command, ...options].join(' ');
    const { status, stdout, stderr } = run(process.execPath, [
      EPSIE,
      'run',
      '--ranks',
      '3',
      '--launcher',
      command,
      PROGRAM,
      'plain',
      'a b',
    ]);
    t.is(stdout.replaceAll('\r', ''), 'MpiPool 2 ["a b"] true\n', stderr);
    t.is(status, 0);
  });

  test.serial(`${launcher.name}: ranks that mpirun starts run the program once`, (t) => {
    const { status, stdout, stderr } = run(launcher.command, [
      ...options,
      '-n',
      '3',
      process.execPath,
      EPSIE,
      'run',
      PROGRAM,
      'plain',
    ]);
    t.is(stdout.replaceAll('\r', ''), 'MpiPool 2 [] true\n', stderr);
    t.is(status, 0);
  });
}

test('the package of the ranks is searched beside the program first', (t) => {
  const folder = join(cwd, 'node_modules/@epsie/pool-mpi');
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'bin/epsie-mpi.js'), "console.log('own', ...process.argv.slice(2));\n");
  writeFileSync(join(cwd, 'own.js'), '');
  const { stdout } = epsie(['run', 'own.js', 'x'], { cwd, env: { PMI_RANK: '0' } });
  t.is(stdout, `own ${join(cwd, 'own.js')} x\n`);
});
