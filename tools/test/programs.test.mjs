import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { canRun, hasRFor, pythonFor } from '../doc-blocks/commands.mjs';
import { compile, createRunner, writePrograms } from '../doc-blocks/programs.mjs';

const folder = fileURLToPath(new URL('../dist/programs-test/', import.meta.url));
const block = (line, code, file) => ({ language: 'ts', file, line, code });

const programs = writePrograms(folder, 'guide.md', [
  block(5, '// numbers.ts\nexport const one = 1;', 'numbers.ts'),
  block(10, "// main.ts\nimport { one } from './numbers.js';", 'main.ts'),
  block(20, '// main.ts, continued\nconsole.log(one + 1);', 'main.ts'),
  block(30, "const wrong: number = 'text';"),
  block(40, "\nthrow new Error('oh');"),
]);
const [numbers, main, , throwing] = programs;
const errors = compile(programs);
const run = createRunner(programs);

test.after.always(() => rmSync(folder, { recursive: true }));

test('writes one program per file, and marks the modules of others', (t) => {
  t.deepEqual(
    programs.map(({ line, module }) => [line, module]),
    [
      [5, true],
      [10, false],
      [30, false],
      [40, false],
    ],
  );
});

test('reports type errors with document and line', (t) => {
  t.deepEqual(errors, ["guide.md:30: Type 'string' is not assignable to type 'number'."]);
});

test('runs programs without errors', async (t) => {
  t.is(await run(numbers), undefined);
  t.is(await run(main), undefined);
});

test('reports a program that throws with document and line', async (t) => {
  const failure = await run(throwing);
  t.regex(failure, /^guide\.md:40: exit code 1\nguide\.md:41\n/);
  t.regex(failure, /Error: oh/);
});

const shell = (line, code, how = {}) => ({ language: 'sh', line, code, ...how });

test('runs the first programs to their end before the others', async (t) => {
  const log = (name) => `sleep 0.2; echo ${name} >> log`;
  const ordered = writePrograms(join(folder, 'ordered'), 'ordered.md', [
    shell(1, log('third')),
    shell(3, log('first'), { first: true }),
    shell(5, log('second'), { first: true }),
  ]);
  const runOrdered = createRunner(ordered);
  // Programs that others wait for start without a call, and only once.
  t.is(await runOrdered(ordered[0]), undefined);
  for (const program of ordered) t.is(await runOrdered(program), undefined);
  t.is(readFileSync(join(folder, 'ordered/log'), 'utf8'), 'first\nsecond\nthird\n');
});

test('does not run a program that a shell block starts', (t) => {
  const blocks = [block(1, '// job.ts\njob();', 'job.ts'), shell(5, 'node job.js')];
  t.deepEqual(
    writePrograms(join(folder, 'started'), 'started.md', blocks).map(({ module }) => module),
    [true, false],
  );
});

test('cannot run a program without its command or module', (t) => {
  t.true(canRun({ language: 'sh', needs: ['bash'], text: '' }));
  t.false(canRun({ language: 'sh', needs: ['bash', 'no-such-command'], text: '' }));
  t.is(pythonFor('import no_such_module'), undefined);
  t.false(hasRFor('library(noSuchPackage)'));
});

(pythonFor('') === undefined ? test.skip : test)('runs Python', async (t) => {
  const python = { language: 'py', line: 3, code: 'from os import path\nassert path.exists("no such file"), "oh"' };
  const [program] = writePrograms(join(folder, 'python'), 'python.md', [python]);
  const failure = await createRunner([program])(program);
  t.regex(failure, /^python\.md:3: exit code 1\n/);
  t.regex(failure, /"python\.md", line 4.*AssertionError: oh/s);
});
