import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { compile, run, writePrograms } from '../doc-blocks/programs.mjs';

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
const objections = compile(programs);

test.after.always(() => rmSync(folder, { recursive: true }));

test('one program per file, except for the modules of others', (t) => {
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

test('what does not type-check is told with document and line', (t) => {
  t.deepEqual(objections, ["guide.md:30: Type 'string' is not assignable to type 'number'."]);
});

test('runs what is good', async (t) => {
  t.is(await run(numbers), undefined);
  t.is(await run(main), undefined);
});

test('what throws is told with document and line', async (t) => {
  const failure = await run(throwing);
  t.regex(failure, /^guide\.md:40: exit code 1\nguide\.md:41\n/);
  t.regex(failure, /Error: oh/);
});
