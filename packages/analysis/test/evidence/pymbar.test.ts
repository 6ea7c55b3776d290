// Debian's python3-pymbar on the draws of a run. It reads a file, and prints the free energies at every level with their errors.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evidence } from '@epsie/analysis';
import { betaLadder, ParallelTemperedSampler } from '@epsie/core';
import { runPython, testWithPython } from '../helpers/python.js';
import { gaussian } from '../models/gaussian.js';

const PROGRAM = `
import json, sys
import numpy, pymbar
with open(sys.argv[1]) as file:
    given = json.load(file)
betas = numpy.array(given["betas"])
draws = numpy.array(given["logLikelihood"])  # by level
u_kn = -betas[:, None] * draws.ravel()[None, :]
mbar = pymbar.MBAR(u_kn, numpy.full(len(betas), draws.shape[1]), relative_tolerance=1e-13)
result = mbar.getFreeEnergyDifferences(return_dict=True)
print(json.dumps({"logZ": (-result["Delta_f"][-1]).tolist(), "errors": result["dDelta_f"][-1].tolist()}))
`;

type Theirs = { readonly logZ: readonly number[]; readonly errors: readonly number[] };

/** Returns what pymbar makes of levels, the coldest first: log Z relative to the hottest one. */
function pymbarOf(betas: ArrayLike<number>, logLikelihood: readonly (readonly number[])[]): Theirs {
  const directory = mkdtempSync(join(tmpdir(), 'epsie-pymbar-'));
  try {
    const file = join(directory, 'levels.json');
    writeFileSync(file, JSON.stringify({ betas: Array.from(betas), logLikelihood }));
    return runPython('pymbar', PROGRAM, [file]) as Theirs;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

testWithPython('pymbar')('MBAR of a run and its asymptotic error are those of pymbar', async (t) => {
  const [levels, chains, burnIn] = [6, 8, 200];
  const betas = betaLadder(levels, 100, { prior: true });
  const sampler = new ParallelTemperedSampler({ model: gaussian(3), chains, betas, seed: 1 });
  await sampler.start();
  await sampler.run(700);
  const logLikelihood = Array.from({ length: levels }, (_, temperature) =>
    sampler.history.draws('logLikelihood', { temperature, from: burnIn }).flatMap((chain) => Array.from(chain)),
  );
  const ours = evidence(sampler, { burnIn });
  const { logZ, errors } = pymbarOf(betas, logLikelihood);
  for (const [k, f] of ours.logEvidences.entries())
    t.true(Math.abs(f - (logZ[k] as number)) < 1e-7, `level ${k}: ${f}, pymbar ${logZ[k]}`);
  const { asymptoticError } = ours.byMethod.mbar;
  t.true(Math.abs(asymptoticError / (errors[0] as number) - 1) < 1e-4, `${asymptoticError}, pymbar ${errors[0]}`);
  const moved = pymbarOf([1, (betas[1] as number) * 1.01, ...betas.slice(2)], logLikelihood);
  t.true(Math.abs((moved.logZ[0] as number) - ours.logEvidence) > 1e-4, 'another β of one level is detected');
  t.true(Math.abs((moved.errors[0] as number) / asymptoticError - 1) > 1e-4, 'by the error too');
});
