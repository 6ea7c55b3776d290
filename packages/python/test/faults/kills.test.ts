import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBitGenerator, Random } from '@epsie/core';
import { normal } from '@epsie/priors';
import { pythonModel } from '@epsie/python';
import test from 'ava';
import { interpreter } from '../helpers/interpreter.ts';
import { pythons, until } from '../helpers/processes.ts';

// 200 in CI; a few on the machine of somebody who changes a line.
const KILLS = Number(process.env['EPSIE_PYTHON_KILLS'] ?? (process.env['CI'] ? 200 : 24));

const random = new Random(createBitGenerator(18));

const modelWith = (python: readonly [string, ...string[]]) =>
  pythonModel(import.meta.url, {
    module: '../../test/python/gaussian.py',
    python,
    prior: { x: normal(0, 1), y: normal(0, 1) },
  });

const kill = (pid: number, seconds: number) =>
  spawn('sh', ['-c', `sleep ${seconds}; kill -9 ${pid}`], { stdio: 'ignore' });

/** Evaluates until that fails, and returns the failure. */
function evaluateUntilFailure(model: ReturnType<typeof modelWith>): unknown {
  try {
    const end = performance.now() + 30_000;
    for (let x = 0; performance.now() < end; x = (x + 1) % 100) {
      const { logLikelihood } = model.evaluate({ x, y: 1 });
      if (logLikelihood !== -0.5 * (x * x + 1)) return new Error(`Expected the value at ${x}, got ${logLikelihood}`);
    }
  } catch (error) {
    return error;
  }
  return new Error('Expected a failure');
}

test.serial(`a Python killed at a random moment is reported, and leaves no process: ${KILLS} times`, async (t) => {
  for (let i = 0; i < KILLS; i++) {
    const seconds = random.random() * 0.03;
    // In turn: the process that evaluates, the one that watches it, and one that has not started yet.
    const kind = i % 3;
    const python: readonly [string, ...string[]] =
      kind < 2 ? [interpreter] : ['sh', '-c', `(sleep ${seconds}; kill -9 $$) & exec ${interpreter} "$@"`, 'python'];
    const model = modelWith(python);
    if (kind < 2) {
      const { blob } = model.evaluate({ x: 0, y: 0 });
      kill((kind === 0 ? blob?.['evaluator'] : blob?.['supervisor']) as number, seconds);
    }
    const error = evaluateUntilFailure(model);
    t.regex(String(error), /Python ended|it ended before it was ready/, `kill ${i}`);
    await sleep(0);
  }
  await until('no Python', () => pythons().length === 0);
});
