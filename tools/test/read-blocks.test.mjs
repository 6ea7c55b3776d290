import test from 'ava';
import { readBlocks } from '../doc-blocks/read-blocks.mjs';

const plain = { first: false, needs: [] };
const markdown = (...lines) => lines.join('\n');

test('finds the blocks that run, with language, file name and line', (t) => {
  const text = markdown(
    '# Title',
    '```ts',
    '// main.ts: why',
    'a();',
    '```',
    '',
    '```sh',
    'ls',
    '```',
    '```text',
    'x',
    '```',
  );
  t.deepEqual(readBlocks('guide.md', text), [
    { ...plain, language: 'ts', file: 'main.ts', line: 3, code: '// main.ts: why\na();' },
    { ...plain, language: 'sh', file: undefined, line: 8, code: 'ls' },
  ]);
});

test('reads only the doc comments of sources', (t) => {
  const text = markdown(
    'const fence = `',
    '```ts',
    '`;',
    '/**',
    ' * Text.',
    ' *',
    ' * ```ts',
    ' * f(() => {',
    ' *   g();',
    ' * });',
    ' * ```',
    ' */',
  );
  t.deepEqual(readBlocks('source.ts', text), [
    { ...plain, language: 'ts', file: undefined, line: 8, code: 'f(() => {\n  g();\n});' },
  ]);
});

test('reads the order and the commands that a block asks for', (t) => {
  const text = markdown(
    '```ts first',
    'x',
    '```',
    '```sh needs: ncdump unzip',
    'x',
    '```',
    '```py',
    'x',
    '```',
    '```r',
    'x',
    '```',
  );
  t.deepEqual(
    readBlocks('guide.md', text).map(({ language, first, needs }) => [language, first, needs]),
    [
      ['ts', true, []],
      ['sh', false, ['ncdump', 'unzip']],
      ['py', false, []],
      ['r', false, []],
    ],
  );
});

test('skips blocks that are marked, with a reason', (t) => {
  t.deepEqual(readBlocks('guide.md', markdown('```sh no-run: takes an hour', 'x', '```')), []);
  const message =
    "guide.md:1: expected nothing, 'first', 'needs: commands' or 'no-run: reason' after 'sh', got 'no-run'";
  t.throws(() => readBlocks('guide.md', markdown('```sh no-run', 'x', '```')), { message });
});

test('reports document and line of a block that cannot run', (t) => {
  t.throws(() => readBlocks('guide.md', markdown('', '```', 'x', '```')), { message: /^guide\.md:2: .*language/ });
  t.throws(() => readBlocks('guide.md', markdown('', '```ts', 'x')), { message: /^guide\.md:2: .*does not end/ });
});
