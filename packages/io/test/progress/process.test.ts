// The progress line and the line at Ctrl-C as a person sees them: on a terminal, and in a log.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { temporaryDirectory } from '../helpers/directory.js';
import { onTerminal } from '../helpers/terminal.js';

const PROGRAM = fileURLToPath(new URL('programs/shown.js', import.meta.url));
const CTRL_C = '\x03';
const ERASE = '\r\x1b[K';
const STOPPING = 'Stopping at the last complete segment; press Ctrl-C again to end at once';

const canOpenTerminal = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty']).status === 0;
const onTerminals = canOpenTerminal || process.env['EPSIE_REQUIRE_PYTHON'] !== undefined ? test.serial : test.skip;

/** Types Ctrl-C when the line was drawn a few times, and again when it was drawn a few times after that. */
function stopper(times = 1): (shown: string) => string | undefined {
  let typed = 0;
  let from = 0;
  return (shown) => {
    if (typed === times || shown.slice(from).split(ERASE).length < 5) return undefined;
    typed++;
    from = shown.length;
    return CTRL_C;
  };
}

for (const columns of [40, 100]) {
  onTerminals(
    `one line stays in its place on a terminal of ${columns} columns, and Ctrl-C prints one line`,
    async (t) => {
      t.timeout(60_000);
      const directory = join(temporaryDirectory(t), 'a.run');
      const { text, code } = await onTerminal(columns, PROGRAM, [directory], { NO_COLOR: '1' }, stopper());
      t.is(code, 0, text);
      const lines = text.trimEnd().split('\r\n');
      t.is(lines.length, 3, text);
      const [drawn, final, result] = lines as [string, string, string];
      t.true(drawn.endsWith(`${ERASE}${STOPPING}`), text);
      for (const line of drawn.split(ERASE).slice(1, -1)) {
        t.regex(line.replace('^C', ''), /0 %, .* left/);
        t.true(line.replace('^C', '').length < columns, line);
        t.false(line.includes('\x1b'), 'a colour');
        t.is(line.includes('░'), columns === 100);
      }
      t.regex(final.split(ERASE).at(-1) ?? '', /0 %, .*, in \d+(\.\d)? s/);
      t.is(result, 'stopped');
    },
  );
}

onTerminals('colours are shown unless NO_COLOR is set', async (t) => {
  t.timeout(60_000);
  const directory = join(temporaryDirectory(t), 'a.run');
  const env = { NO_COLOR: undefined, CI: undefined, FORCE_COLOR: undefined, TERM: 'xterm-256color' };
  const { text } = await onTerminal(100, PROGRAM, [directory], env, stopper());
  t.true(text.includes('\x1b[36m'), text);
});

onTerminals('a dumb terminal gets lines', async (t) => {
  t.timeout(60_000);
  const directory = join(temporaryDirectory(t), 'a.run');
  const { text } = await onTerminal(100, PROGRAM, [directory, 'fail'], { TERM: 'dumb' });
  t.regex(text, /^sampling 0 %, \d+ of 1000000, /);
  t.false(text.includes('\x1b'), text);
});

onTerminals('an error is printed below the line', async (t) => {
  t.timeout(60_000);
  const directory = join(temporaryDirectory(t), 'a.run');
  const { text, code } = await onTerminal(100, PROGRAM, [directory, 'fail'], { NO_COLOR: '1' });
  t.is(code, 1, text);
  t.regex(
    text.split(ERASE).at(-1) ?? '',
    /0 %, .*, in \d+(\.\d)? s, \d+ % accepted\r\n.*The model threw: Error: mine/s,
  );
});

onTerminals('a warning is printed in a line of its own', async (t) => {
  t.timeout(60_000);
  const directory = join(temporaryDirectory(t), 'a.run');
  let typed = false;
  const { text } = await onTerminal(100, PROGRAM, [directory, 'warn'], { NO_COLOR: '1' }, (shown) => {
    if (typed || !shown.includes('Warning: careful')) return undefined;
    typed = true;
    return CTRL_C;
  });
  const lines = text.split(/[\r\n]+/).map((line) => line.replace('\x1b[K', ''));
  t.true(
    lines.some((line) => /^\(node:\d+\) Warning: careful$/.test(line)),
    text,
  );
});

onTerminals('the second Ctrl-C leaves the line and ends the process', async (t) => {
  t.timeout(60_000);
  const directory = join(temporaryDirectory(t), 'a.run');
  const { text, code } = await onTerminal(100, PROGRAM, [directory, 'deaf'], { NO_COLOR: '1' }, stopper(2));
  t.is(code, 130, text);
  t.true(text.endsWith('\r\n'), JSON.stringify(text.slice(-200)));
  t.false(text.includes('stopped'), text);
});

test.serial('a log gets a line now and then, and one at a signal', async (t) => {
  t.timeout(60_000);
  const child = spawn(process.execPath, [PROGRAM, join(temporaryDirectory(t), 'a.run')], { stdio: 'pipe' });
  t.teardown(() => child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  let isStopped = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (isStopped || stderr.split('\n').length < 3) return;
    isStopped = true;
    child.kill('SIGTERM');
  });
  t.is(await new Promise((resolve) => child.on('close', resolve)), 0, stderr);
  t.is(stdout, 'stopped\n');
  const lines = stderr.trimEnd().split('\n');
  const notice = 'Received SIGTERM: stopping at the last complete segment; another signal ends the process at once';
  t.true(lines.length >= 4, stderr);
  t.is(lines.filter((line) => line === notice).length, 1, stderr);
  for (const line of lines.filter((line) => line !== notice))
    t.regex(line, /^sampling 0 %, \d+ of 1000000, \d+ iterations\/s, (.* left|in .*), \d+ % accepted$/);
});

test.serial('a run continues although nobody reads its progress', async (t) => {
  t.timeout(60_000);
  const directory = join(temporaryDirectory(t), 'a.run');
  const child = spawn(process.execPath, [PROGRAM, directory], { stdio: 'pipe' });
  t.teardown(() => child.kill('SIGKILL'));
  child.stderr.destroy();
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const closed = new Promise((resolve) => child.on('close', resolve));
  while (!existsSync(join(directory, 'checkpoints', 'ck-000001.npz')) && child.exitCode === null) await setTimeout(20);
  // Time for several lines, of which none has a reader.
  await setTimeout(1500);
  child.kill('SIGTERM');
  t.is(await closed, 0);
  t.is(stdout, 'stopped\n');
});
