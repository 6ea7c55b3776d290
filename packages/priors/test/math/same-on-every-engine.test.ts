// The language leaves the last bits of `Math.exp`, `**` and the like to the engine. Sums, products and square roots it defines.
import { readdirSync, readFileSync } from 'node:fs';
import test from 'ava';

const sources = new URL('../../src/', import.meta.url);
const APPROXIMATED = /Math\.(?:a?(?:sin|cos|tan)h?|atan2|cbrt|expm1|exp|hypot|log1p|log10|log2|log|pow)\(|\*\*(?!\/)/;

const codeOf = (file: string): string =>
  readFileSync(new URL(file, sources), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

test('no source calls a function whose last bits depend on the engine', (t) => {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  t.true(files.length > 30);
  t.deepEqual(
    files.filter((file) => APPROXIMATED.test(codeOf(file))),
    [],
  );
});

test('such a call is found', (t) => {
  for (const code of ['Math.exp(x)', 'x ** 2', 'Math.atan2(y, x)']) t.regex(code, APPROXIMATED);
});
