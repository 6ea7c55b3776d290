import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineModel, MetropolisHastingsSampler } from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import test from 'ava';

// The main thread may run TypeScript through a loader that the worker does not have. An enum is more than a type.
const SOURCE = `enum Sigma { one = 1 }\nexport default Sigma.one;\n`;

test('reports a TypeScript model that a worker cannot import, with advice', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-typescript-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'model.ts');
  writeFileSync(file, SOURCE);
  const model = defineModel(pathToFileURL(file).href, ({ x }: { x: number }) => ({
    logPrior: 0,
    logLikelihood: -0.5 * x * x,
  }));
  const pool = new ThreadPool({ threads: 1 });
  t.teardown(() => pool.close());
  const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 1, seed: 1, pool });
  const error = await t.throwsAsync(sampler.start({ x: [0] }), { code: 'MODEL_FAILED' });
  const strips = 'typescript' in process.features && process.features.typescript !== false;
  t.regex(
    error.message,
    strips
      ? /model\.ts could not be imported: .*enum.*\. Node only strips types here\. Replace enums, .* compile the program with `tsc`/
      : /model\.ts could not be imported: Unknown file extension "\.ts" .*\. Node 2\S+ does not run TypeScript here, .*Compile the program with `tsc`/,
  );
});
