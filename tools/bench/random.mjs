// Random numbers, relative to those of the engine.
import { createBitGenerator, Random } from '@epsie/core';
import { duration, interleave, minimum, time } from './harness.mjs';

const DRAWS = 1_000_000;
const WARM_UP = 5;
const REPETITIONS = 21;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const random = new Random(createBitGenerator(1));
  // A loop for each: with the function as an argument, it would measure the call.
  const uniforms = () => {
    let sum = 0;
    for (let i = 0; i < DRAWS; i++) sum += random.random();
    return sum;
  };
  const normals = () => {
    let sum = 0;
    for (let i = 0; i < DRAWS; i++) sum += random.standardNormal();
    return sum;
  };
  const engine = () => {
    let sum = 0;
    for (let i = 0; i < DRAWS; i++) sum += Math.random();
    return sum;
  };
  const perDraw = async (/** @type {() => number} */ loop) => (await time(loop)) / DRAWS;
  for (let i = 0; i < WARM_UP; i++) for (const loop of [uniforms, normals, engine]) loop();
  const uniform = await interleave(
    REPETITIONS,
    () => perDraw(uniforms),
    () => perDraw(engine),
  );
  const normal = await interleave(
    REPETITIONS,
    () => perDraw(normals),
    () => perDraw(engine),
  );
  return [
    { ...row('random(), against Math.random()', uniform), target: { atMost: 1.5 } },
    row('standardNormal(), against Math.random()', normal),
  ];
}

/**
 * @param {string} name
 * @param {{ a: number[], b: number[] }} pairs
 */
function row(name, { a, b }) {
  const [measured, reference] = [minimum(a), minimum(b)];
  return {
    name,
    measured: duration(measured),
    reference: duration(reference),
    ratio: measured / reference,
    method: `minima of ${REPETITIONS} pairs`,
  };
}
