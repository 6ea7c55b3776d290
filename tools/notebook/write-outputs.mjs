// Executes notebooks and writes their outputs into them: `node tools/notebook/write-outputs.mjs examples/notebook/*.ipynb`.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { execute } from './execute.mjs';

for (const path of process.argv.slice(2)) {
  const notebook = execute(resolve(path));
  writeFileSync(path, `${JSON.stringify(notebook, undefined, 1)}\n`);
}
