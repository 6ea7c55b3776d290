// The shape of exact generalised Pareto samples, beside the maximum likelihood of SciPy.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBitGenerator, Random } from '@epsie/core';
import { paretoShape } from '#src/weights/generalised-pareto.js';
import { runPython, testWithPython } from '../helpers/python.js';

const PROGRAM = `
import json, sys
from scipy.stats import genpareto
with open(sys.argv[1]) as file:
    samples = json.load(file)
print(json.dumps([genpareto.fit(sample, floc=0)[0] for sample in samples]))
`;

testWithPython('scipy')('the shape of a generalised Pareto sample is near the maximum likelihood of SciPy', (t) => {
  const random = new Random(createBitGenerator(4));
  const size = 4000;
  const samples = [0.1, 0.3, 0.7, 1.2].map((k) =>
    Float64Array.from({ length: size }, () => ((1 - random.random()) ** -k - 1) / k).sort(),
  );
  const directory = mkdtempSync(join(tmpdir(), 'epsie-scipy-'));
  try {
    const file = join(directory, 'samples.json');
    writeFileSync(file, JSON.stringify(samples.map((sample) => Array.from(sample))));
    const theirs = runPython('scipy', PROGRAM, [file]) as number[];
    for (const [i, sample] of samples.entries()) {
      // Without the ten further excesses at ½. The posterior mean differs from the maximum by O(1/n).
      const ours = (paretoShape(sample) * (size + 10) - 5) / size;
      t.true(Math.abs(ours - (theirs[i] as number)) < 10 / size, `${ours}, SciPy ${theirs[i]}`);
      t.true(
        Math.abs(paretoShape(sample.map((x) => x ** 1.1)) - (theirs[i] as number)) > 0.02,
        'another tail is detected',
      );
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});
