// What ARCHITECTURE.md, CONTRIBUTING.md and the guide "Extend EPSIE" state about files is true of the files.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file) => readFileSync(join(root, file), 'utf8');

/** Paths of the rows of the table of contracts, from the root. */
function contractPaths(text) {
  const rows = text.split('\n').filter((line) => /^\| an? /.test(line));
  return rows.flatMap((row) =>
    Array.from(row.matchAll(/`((?:core|io|priors)\/src\/[^`<]+)`/g), ([, path]) => `packages/${path}`),
  );
}

for (const document of ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/guides/extending.md']) {
  const quotes = Array.from(read(document).matchAll(/```ts(?: no-run: quoted)?\n\/\/ (\S+)\n([\s\S]*?)```/g));
  for (const [, file, quote] of quotes)
    test(`${document} quotes ${file} as it is: ${quote.trim().split('\n')[0]}`, (t) => {
      t.true(read(file).includes(quote), quote);
    });
}

test('the files of the table of contracts exist', (t) => {
  const paths = contractPaths(read('ARCHITECTURE.md'));
  t.true(paths.length >= 10);
  t.deepEqual(
    paths.filter((path) => !existsSync(join(root, path))),
    [],
  );
});

test('a quote that differs and a file that is missing are found', (t) => {
  t.false(read('packages/core/src/tempering/swaps/even-odd.ts').includes('period: 3'));
  t.deepEqual(contractPaths('| a pool | `core/src/nowhere.ts` |'), ['packages/core/src/nowhere.ts']);
});
