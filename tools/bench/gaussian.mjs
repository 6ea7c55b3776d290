// The overhead of the sampler: a model that costs nothing, against a C program that produces the same chain.
import { MetropolisHastingsSampler } from '@epsie/core';
import { gaussian } from './gaussian-model.mjs';
import { compileTwin, findCompiler } from './gaussian-twin.mjs';
import { duration, interleave, minimum, time } from './harness.mjs';

/** Nanoseconds per step. @typedef {{ time: number, processorTime: number }} Times */

const NAME = 'step of a 2-D Gaussian, against C';
const TARGET = { atMost: 3 };
const STEPS = 1_000_000;
const WARM_UP = 3;
const REPETITIONS = 21;
/** Runs of the C program per run of the sampler: on a busy machine, short measurements are luckier than long ones. */
const TWIN_RUNS = 3;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const compiler = findCompiler();
  if (compiler === undefined) {
    return [{ name: NAME, measured: '', target: TARGET, skipped: 'no C compiler: apt-get install gcc' }];
  }
  const sampler = new MetropolisHastingsSampler({ parameters: ['x', 'y'], model: gaussian, chains: 1, seed: 1 });
  await sampler.start({ x: [1], y: [1] });
  const state = sampler.state;
  const run = async () => {
    sampler.setState(state);
    const processorStart = process.cpuUsage();
    const elapsed = await time(() => sampler.run(STEPS));
    const { user, system } = process.cpuUsage(processorStart);
    return { time: elapsed / STEPS, processorTime: (1e3 * (user + system)) / STEPS };
  };
  for (let i = 0; i < WARM_UP; i++) await run();

  const twin = compileTwin(compiler);
  try {
    assertSame(outcomeOf(sampler), twin.run(state.chains[0], STEPS, 1));
    const { a, b } = await interleave(REPETITIONS, run, () => twin.run(state.chains[0], STEPS, TWIN_RUNS));
    return [
      { ...row(NAME, a, b, 'time'), target: TARGET },
      row('… in time of the processors, all threads', a, b, 'processorTime'),
    ];
  } finally {
    twin[Symbol.dispose]();
  }
}

/**
 * @param {string} name
 * @param {readonly Times[]} ours
 * @param {readonly Times[]} theirs
 * @param {keyof Times} clock
 */
function row(name, ours, theirs, clock) {
  const measured = minimum(ours.map((times) => times[clock]));
  const reference = minimum(theirs.map((times) => times[clock]));
  return {
    name,
    measured: duration(measured),
    reference: duration(reference),
    ratio: measured / reference,
    method: `minima of ${REPETITIONS} pairs`,
  };
}

/** @param {MetropolisHastingsSampler<'x' | 'y'>} sampler */
function outcomeOf({ acceptance, currentPositions }) {
  const accepted = acceptance.accepted[0].reduce((sum, flag) => sum + flag, 0);
  return { accepted, x: currentPositions.x[0], y: currentPositions.y[0] };
}

/**
 * Checks that both programs produced the same chain.
 *
 * @param {{ accepted: number, x: number, y: number }} ours
 * @param {{ accepted: number, x: number, y: number }} theirs
 */
function assertSame(ours, theirs) {
  const near = Math.abs(ours.x - theirs.x) < 1e-10 && Math.abs(ours.y - theirs.y) < 1e-10;
  if (near && ours.accepted === theirs.accepted) return;
  throw new Error(`The chains differ: ${JSON.stringify(ours)} here, ${JSON.stringify(theirs)} in C`);
}
