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

const hasShell = (shell: string): boolean => spawnSync(shell, ['-c', 'exit']).status === 0;

(hasShell('fish') ? test : test.skip)('fish completes commands, options, runs and shells', (t) => {
  const script = join(cwd, 'epsie.fish');
  writeFileSync(script, epsie(['completion', 'fish']).stdout);
  const completed = (line: string): string[] => {
    const { stdout } = spawnSync('fish', ['-c', `source ${script}; complete -C '${line}'`], { cwd, encoding: 'utf8' });
    return stdout.split('\n').flatMap((each) => (each === '' ? [] : [each.split('\t')[0] as string]));
  };
  t.deepEqual(completed('epsie su'), ['summary']);
  t.deepEqual(completed('epsie summary --b'), ['--burn-in']);
  t.deepEqual(completed('epsie summary a'), ['a.run/']);
  t.deepEqual(completed('epsie completion '), ['bash', 'fish', 'zsh']);
});

// Types into a zsh on a terminal, and prints what is there after each press of the Tab key.
const TYPE = `
import os, pty, select, sys, time
pid, terminal = pty.fork()
if pid == 0:
    os.environ['TERM'] = 'dumb'
    os.execvp('zsh', ['zsh', '-f', '-i'])
def read(mark):
    shown, end = '', time.monotonic() + 20
    while mark not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]: shown += os.read(terminal, 10000).decode(errors='replace')
    return mark in shown
os.write(terminal, ("autoload -U compinit; compinit -u -D; source " + sys.argv[1] + "; echo re''ady\\n").encode())
found = [read('ready')]
for typed, completed in zip(sys.argv[2::2], sys.argv[3::2]):
    os.write(terminal, (typed + '\\t').encode())
    found.append(read(completed))
os.kill(pid, 9)
print(found)
`;

(hasShell('zsh') && hasShell('python3') ? test : test.skip)('zsh completes commands, options and runs', (t) => {
  const script = join(cwd, '_epsie');
  writeFileSync(script, epsie(['completion', 'zsh']).stdout);
  const typed = ['epsie sum', 'mary ', '--b', 'urn-in ', '2000 a', '.run/'];
  const { stdout, stderr } = spawnSync('python3', ['-c', TYPE, script, ...typed], { cwd, encoding: 'utf8' });
  t.is(stdout, '[True, True, True, True]\n', stderr);
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

  // Fish checks files only; it runs the script above.
  (shell !== 'fish' && hasShell(shell) ? test : test.skip)(`${shell} accepts the script`, (t) => {
    const { status, stderr } = spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' });
    t.deepEqual([status, stderr], [0, '']);
  });
}
