// The speed of the model of the example.
import { existsSync } from 'node:fs';
import { createBitGenerator, Random } from '@epsie/core';
import { duration, minimum, time } from './harness.mjs';

const POINTS = 1000;
const EVALUATIONS = 20_000;
const REPETITIONS = 15;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const name = 'evaluation of the galaxies example';
  const module = new URL('../../examples/dist/galaxies/model.js', import.meta.url);
  if (!existsSync(module)) return [{ name, measured: '', skipped: 'the example is not built' }];
  const { galaxies: model } = await import(module.href);
  const random = new Random(createBitGenerator(1));
  const points = Array.from({ length: POINTS }, () => model.samplePrior(random));
  const evaluate = () => {
    let sum = 0;
    for (let i = 0; i < EVALUATIONS; i++) sum += model(points[i % POINTS]).logLikelihood;
    return sum;
  };
  const times = [];
  for (let i = 0; i < REPETITIONS; i++) times.push((await time(evaluate)) / EVALUATIONS);
  const fastest = minimum(times);
  const perSecond = Math.round(1e9 / fastest).toLocaleString('en');
  return [
    { name, measured: duration(fastest), reference: `${perSecond} per second`, method: `minimum of ${REPETITIONS}` },
  ];
}
