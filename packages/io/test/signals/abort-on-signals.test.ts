import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import ts from 'typescript';
import { abortOnSignals, type StopSignal } from '#src/signals/abort-on-signals.js';

const PROGRAM = fileURLToPath(new URL('programs/signalled.js', import.meta.url));

type Started = {
  readonly child: ChildProcess;
  readonly line: () => Promise<string>;
  readonly end: Promise<[number | null, string | null]>;
};

function start(t: ExecutionContext, ...args: string[]): Started {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  t.teardown(() => child.kill('SIGKILL'));
  const end = once(child, 'exit') as Promise<[number | null, string | null]>;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, end, line: async () => String((await lines.next()).value) };
}

const onSignals = process.platform === 'win32' ? test.skip : test;

for (const name of ['SIGINT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGHUP', 'SIGXCPU'] as const) {
  const own = name === 'SIGHUP' || name === 'SIGXCPU' ? [name] : [];
  onSignals(`the first ${name} fires the signal, the second ends the process with its status`, async (t) => {
    const { child, line, end } = start(t, 'wait', ...own);
    t.is(await line(), 'ready');
    child.kill(name);
    t.is(await line(), `The process received ${name}; ${name}; ${own.length === 0}`);
    child.kill(name);
    const status = { SIGUSR1: 138, SIGUSR2: 140 }[name as string];
    t.deepEqual(await end, status === undefined ? [null, name] : [status, null]);
  });
}

onSignals('the program can end in order', async (t) => {
  const { child, line, end } = start(t, 'end');
  await line();
  child.kill('SIGTERM');
  t.is(await line(), 'The process received SIGTERM; SIGTERM; true');
  t.deepEqual(await end, [7, null]);
});

onSignals('one Ctrl-C that comes twice is one', async (t) => {
  const { child, line, end } = start(t, 'end');
  await line();
  child.kill('SIGINT');
  await sleep(5);
  child.kill('SIGINT');
  t.is(await line(), 'The process received SIGINT; SIGINT; true');
  t.deepEqual(await end, [7, null]);
});

onSignals('the second signal may be another one', async (t) => {
  const { child, line, end } = start(t);
  await line();
  child.kill('SIGUSR1');
  await line();
  child.kill('SIGTERM');
  t.deepEqual(await end, [null, 'SIGTERM']);
});

onSignals('the second signal ends the process although others listen', async (t) => {
  const { child, line, end } = start(t, 'listener');
  await line();
  child.kill('SIGINT');
  await line();
  child.kill('SIGINT');
  t.deepEqual(await end, [130, null]);
});

onSignals('after disposing the first signal ends the process as if nobody had listened', async (t) => {
  const { child, line, end } = start(t, 'disposed');
  await line();
  child.kill('SIGTERM');
  t.deepEqual(await end, [null, 'SIGTERM']);
});

onSignals('disposing of one leaves the others', async (t) => {
  const { child, line } = start(t, 'half-disposed');
  await line();
  child.kill('SIGTERM');
  t.is(await line(), 'The process received SIGTERM; SIGTERM; false');
});

test('a worker thread learns where to listen', async (t) => {
  t.regex(await start(t, 'thread').line(), /in the main thread/);
});

// AVA runs tests in worker threads: the check of the names comes first.
test('rejects signals that cannot be listened for', (t) => {
  for (const [signals, got] of [
    [['SIGKILL'], /got \[/],
    [[], /array/],
    ['SIGINT', /'SIGINT'/],
    [[3], /array/],
  ] as const) {
    const error = t.throws(() => abortOnSignals(signals as unknown as StopSignal[]), { instanceOf: TypeError });
    t.regex(error.message, /^Expected `signals` to be an array of some of 'SIGINT', 'SIGTERM', /);
    t.regex(error.message, got);
  }
});

test('wrong options are refused', (t) => {
  const wrong = (options: unknown) => () => abortOnSignals(['SIGINT'], options as { quiet?: boolean });
  t.throws(wrong({ quite: true }), {
    message: 'Unknown option `quite` of `abortOnSignals`: expected `quiet`. Did you mean `quiet`?',
  });
  t.throws(wrong({ quiet: 1 }), { message: 'Expected `quiet` to be true or false, got 1' });
});

for (const quiet of [false, true]) {
  onSignals(
    `the first signal prints ${quiet ? 'nothing where that is asked for' : 'one line on stderr'}`,
    async (t) => {
      const child = spawn(process.execPath, [PROGRAM, quiet ? 'quiet' : 'end'], { stdio: 'pipe' });
      t.teardown(() => child.kill('SIGKILL'));
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.stdout.once('data', () => child.kill('SIGINT'));
      await once(child, 'close');
      t.is(stderr, quiet ? '' : 'Stopping at the last complete segment; press Ctrl-C again to end at once\n');
    },
  );
}

/** Returns the diagnostics of the compiler for a program that uses the declarations. */
function compile(t: ExecutionContext, types: string[], body: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-types-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const declarations = fileURLToPath(new URL('../../dist/signals/abort-on-signals.js', import.meta.url));
  const file = join(folder, 'program.mts');
  writeFileSync(file, `import { abortOnSignals } from ${JSON.stringify(declarations)};\n${body}\n`);
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    typeRoots: [fileURLToPath(new URL('../../node_modules/@types', import.meta.url))],
    types,
    strict: true,
    noEmit: true,
    skipLibCheck: types.length > 0,
  });
  return ts.getPreEmitDiagnostics(program).map((found) => ts.flattenDiagnosticMessageText(found.messageText, '\n'));
}

test('a program without types of a platform compiles', (t) => {
  t.timeout(120_000);
  t.deepEqual(
    compile(t, [], `using signal = abortOnSignals(['SIGINT']); const aborted: boolean = signal.aborted;`),
    [],
  );
  t.is(compile(t, [], `abortOnSignals(['SIGKILL']);`).length, 1);
});

test('fetch takes the signal where the types of Node are known', (t) => {
  t.timeout(120_000);
  const body = `await fetch('http://localhost', { signal: abortOnSignals() }); abortOnSignals().throwIfAborted();`;
  t.deepEqual(compile(t, ['node'], body), []);
});
