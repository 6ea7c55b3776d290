// Times the steps of one case of `proposals-cases.mjs`, named on the command line: nanoseconds per step, in a separate
// process, since the engine compiles a step for the proposals that it has seen.
import { Chain } from '@epsie/core';
import { now } from './harness.mjs';
import { caseOf } from './proposals-cases.mjs';

const WARM_UP = 30_000;
const REPETITIONS = 5;
/** Duration of one repetition, in nanoseconds. */
const LENGTH = 40e6;

const { parameters, model, proposals, start } = caseOf(process.argv[2]);
const chain = new Chain({ parameters, model, proposals, seed: 1 });
chain.start(start);
const warmUp = timeOf(WARM_UP) / WARM_UP;
const steps = Math.max(20, Math.ceil(LENGTH / warmUp));
const state = chain.state;
let best = Number.POSITIVE_INFINITY;
for (let i = 0; i < REPETITIONS; i++) {
  chain.setState(state);
  best = Math.min(best, timeOf(steps) / steps);
}
console.log(best);

/** @param {number} steps */
function timeOf(steps) {
  const before = now();
  chain.step(steps);
  return now() - before;
}
