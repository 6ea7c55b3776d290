// The worker thread of the benchmark of calls to Python: posts nanoseconds per evaluation, by name.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { PythonLikelihood } from '../../packages/python/dist/model/python-likelihood.js';
import { minimum, now } from './harness.mjs';

const PARAMETERS = [...'abcdefghijklmno'];
const REPETITIONS = 30;
const module = fileURLToPath(new URL('python_likelihoods.py', import.meta.url));

const launch = {
  command: /** @type {[string]} */ (['python3']),
  threads: 1,
  env: {},
  timeLimit: undefined,
  startLimit: 120,
};
const start = (/** @type {string} */ name, /** @type {boolean} */ vectorized) =>
  new PythonLikelihood(
    { module, function: name, options: {}, parameters: PARAMETERS, declaredPrior: true, vectorized },
    launch,
  );

/**
 * Returns nanoseconds per call.
 *
 * @param {number} calls
 * @param {() => unknown} call
 */
function measure(calls, call) {
  const times = Array.from({ length: REPETITIONS }, () => {
    const begin = now();
    for (let i = 0; i < calls; i++) call();
    return (now() - begin) / calls;
  });
  return minimum(times);
}

function measureScalar() {
  const logLikelihood = start('model', false).logLikelihood();
  const position = Object.fromEntries(PARAMETERS.map((name, i) => [name, i / 8]));
  return measure(2000, () => logLikelihood(position));
}

/** @param {number} count */
function measureBatch(count) {
  const evaluate = start('vectorized', true).logLikelihoodBatch();
  const points = Object.fromEntries(PARAMETERS.map((name) => [name, new Float64Array(count)]));
  const out = { logLikelihood: new Float64Array(count), logPrior: new Float64Array(count) };
  return measure(200, () => evaluate(points, out)) / count;
}

function measureBare() {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-bench-'));
  const [requests, answers] = [join(folder, 'requests'), join(folder, 'answers')];
  spawnSync('mkfifo', [requests, answers]);
  const request = new Uint8Array(16 + 8 * PARAMETERS.length);
  const child = spawn('python3', ['-u', module, requests, answers, String(request.length)], { stdio: 'ignore' });
  const [writer, reader] = [openSync(requests, 'w'), openSync(answers, 'r')];
  const answer = new Uint8Array(8);
  const time = measure(2000, () => {
    writeSync(writer, request);
    readSync(reader, answer);
  });
  child.kill();
  rmSync(folder, { recursive: true });
  return time;
}

const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
parentPort?.postMessage({
  bare: measureBare(),
  scalar: measureScalar(),
  ...(hasNumpy ? { 64: measureBatch(64), 1024: measureBatch(1024) } : {}),
});
