// The notebook of the examples runs in Deno's kernel, and has the outputs that it shows.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import anyTest from 'ava';
import { canExecute, execute } from '../notebook/execute.mjs';

const path = fileURLToPath(new URL('../../examples/notebook/damped-oscillation.ipynb', import.meta.url));

// `.ci/run` installs a client of Jupyter kernels, and sets EPSIE_REQUIRE_PYTHON.
const test = process.env.EPSIE_REQUIRE_PYTHON !== undefined || canExecute() ? anyTest : anyTest.skip;

const joined = (text) => [text].flat().join('');

/** Returns the outputs of all cells as `type: text`; of pictures, the title and the labels. */
const outputsOf = ({ cells }) =>
  cells
    .flatMap(({ outputs = [] }) => outputs)
    .map(({ output_type: type, data }) =>
      Object.entries(data ?? { error: type }).map(([form, text]) => `${form}: ${shown(form, joined(text))}`),
    );

const shown = (form, text) =>
  form === 'image/svg+xml' ? [...text.matchAll(/<title>.*?<\/title>|<text[^>]*>.*?<\/text>/g)].join('\n') : text;

test('the notebook has the outputs that it shows', (t) => {
  const stored = JSON.parse(readFileSync(path, 'utf8'));
  const outputs = outputsOf(stored);
  const forms = outputs.map((output) => output.map((text) => text.slice(0, text.indexOf(':'))));
  const [table, picture] = [
    ['text/html', 'text/plain'],
    ['image/svg+xml', 'text/plain'],
  ];
  t.deepEqual(forms, [table, table, picture, picture, table, table]);
  t.deepEqual(outputsOf(execute(path)), outputs, 'run `node tools/notebook/write-outputs.mjs` with this notebook');
});
