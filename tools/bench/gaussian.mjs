// The sampler's own cost: a model that costs nothing, against a C program that makes the same chain.
import { MetropolisHastingsSampler } from '@epsie/core';
import { gaussian } from './gaussian-model.mjs';
import { compileTwin, findCompiler } from './gaussian-twin.mjs';
import { duration, interleave, minimum, time } from './harness.mjs';

const NAME = 'step of a 2-D Gaussian, against C';
const TARGET = { atMost: 3 };
const STEPS = 1_000_000;
const WARM_UP = 3;
const REPETITIONS = 21;
/** Runs of the C program per run of ours: where the machine is busy, short measurements have better luck than long ones. */
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
    return (await time(() => sampler.run(STEPS))) / STEPS;
  };
  for (let i = 0; i < WARM_UP; i++) await run();

  const twin = compileTwin(compiler);
  try {
    assertSame(outcomeOf(sampler), twin.run(state.chains[0], STEPS, 1));
    const { a, b } = await interleave(REPETITIONS, run, () => twin.run(state.chains[0], STEPS, TWIN_RUNS).nsPerStep);
    const [measured, reference] = [minimum(a), minimum(b)];
    return [
      {
        name: NAME,
        measured: duration(measured),
        reference: duration(reference),
        ratio: measured / reference,
        target: TARGET,
        method: `minima of ${REPETITIONS} pairs`,
      },
    ];
  } finally {
    twin[Symbol.dispose]();
  }
}

/** @param {MetropolisHastingsSampler<'x' | 'y'>} sampler */
function outcomeOf({ acceptance, currentPositions }) {
  const accepted = acceptance.accepted[0].reduce((sum, flag) => sum + flag, 0);
  return { accepted, x: currentPositions.x[0], y: currentPositions.y[0] };
}

/**
 * Without this the comparison would be one of different programs.
 *
 * @param {{ accepted: number, x: number, y: number }} ours
 * @param {{ accepted: number, x: number, y: number }} theirs
 */
function assertSame(ours, theirs) {
  const near = Math.abs(ours.x - theirs.x) < 1e-10 && Math.abs(ours.y - theirs.y) < 1e-10;
  if (near && ours.accepted === theirs.accepted) return;
  throw new Error(`The chains differ: ${JSON.stringify(ours)} here, ${JSON.stringify(theirs)} in C`);
}
