import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { COMMANDS } from '#src/registry/commands.js';
import { epsie } from '../helpers/epsie.ts';
import { directoryFor } from '../helpers/runs.ts';

const cwd = directoryFor(test);

test.before('there is something to complete', () => {
  mkdirSync(join(cwd, 'a.run'));
  writeFileSync(join(cwd, 'main.js'), '');
});

/** Returns what bash offers for a command line; its last word is incomplete. */
function offered(...words: string[]): string[] {
  const script = `eval "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _epsie; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const args = ['-c', script, 'bash', epsie(['completion', 'bash']).stdout, 'epsie', ...words];
  return spawnSync('bash', args, { cwd, encoding: 'utf8' })
    .stdout.split('\n')
    .filter((word) => word !== '');
}

test('bash completes commands, options, runs, files and shells', (t) => {
  t.deepEqual(offered('su'), ['summary']);
  t.deepEqual(offered(''), [...COMMANDS.map(({ name }) => name), '--help', '--version']);
  t.deepEqual(offered('summary', '--b'), ['--burn-in']);
  t.deepEqual(offered('info', '--'), ['--json', '--help']);
  t.deepEqual(offered('summary', ''), ['a.run']);
  t.deepEqual(offered('export', 'a.run', 'm'), ['main.js']);
  t.deepEqual(offered('run', 'm'), ['main.js']);
  t.deepEqual(offered('completion', ''), ['bash', 'zsh', 'fish']);
  t.deepEqual(offered('help', 'temp'), ['tempering']);
});

for (const shell of ['bash', 'zsh', 'fish']) {
  const { stdout: script } = epsie(['completion', shell]);

  test(`${shell}: the script names every command and option`, (t) => {
    for (const { name, options } of COMMANDS) {
      t.true(script.includes(name), name);
      for (const option of options)
        t.true(script.includes(shell === 'fish' ? `-l ${option.name}` : `--${option.name}`), option.name);
    }
  });

  const isInstalled = spawnSync(shell, ['-c', 'exit']).status === 0;
  (isInstalled ? test : test.skip)(`${shell} accepts the script`, (t) => {
    const { status, stderr } = spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' });
    t.deepEqual([status, stderr], [0, '']);
  });
}
