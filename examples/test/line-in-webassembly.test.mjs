// The likelihood of many points in WebAssembly leads to the chains of the same function in TypeScript, bit for bit.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MetropolisHastingsSampler } from '@epsie/core';
import { normal } from '@epsie/priors';
import test from 'ava';
import { lineInWebAssembly } from '../dist/line-in-webassembly/model.js';

const data = { times: [0, 1, 2, 3, 4, 5, 6, 7], values: [1.1, 1.4, 2.2, 2.4, 3.1, 3.4, 4.2, 4.3] };

const inJavaScript = ({ times, values }) => ({
  prior: { offset: normal(0, 10), slope: normal(0, 10) },
  logLikelihood({ offset, slope }) {
    let sum = 0;
    for (const [i, time] of times.entries()) {
      const residual = values[i] - (offset + slope * time);
      sum += residual * residual;
    }
    return -0.5 * sum;
  },
});

async function chains(model) {
  const sampler = new MetropolisHastingsSampler({ model, chains: 300, seed: 1 });
  await sampler.start();
  await sampler.run(50);
  return sampler.positions;
}

// 300 points need more memory than the module has at first.
test('moves chains as the function in JavaScript does', async (t) => {
  const found = await chains(lineInWebAssembly(data));
  t.deepEqual(found, await chains(inJavaScript(data)));
  const other = { ...data, values: data.values.with(7, 4.300000000000001) };
  t.notDeepEqual(found, await chains(inJavaScript(other)));
});

test('finds the line', (t) => {
  const program = fileURLToPath(new URL('../dist/line-in-webassembly/main.js', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [program], { encoding: 'utf8', timeout: 60_000 });
  t.is(status, 0, stderr);
  // Least squares, with a prior that is much wider: offset 1.067 ± 0.645, slope 0.485 ± 0.154.
  t.regex(stdout, /^offset: 1\.0[4-9]\d ± 0\.6[2-7]\d\nslope: 0\.4[78]\d ± 0\.1[56]\d\n$/);
});
