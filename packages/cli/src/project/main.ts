/** Iterations of burn-in, in which the proposal learns. */
const BURN_IN = 2000;

/** Directory of the run. */
export const RUN = 'line.run';

/** Returns the program, which is the same in JavaScript and in TypeScript. */
export const mainIn = (): string => `import { summary } from '@epsie/analysis';
import { automatic, choosePool, MetropolisHastingsSampler } from '@epsie/core';
import { abortOnSignals, progressLine, Run } from '@epsie/io';
import model from './model.js';

const burnIn = ${BURN_IN};
const signal = abortOnSignals(); // Ctrl-C and SIGTERM end the run after a commit; start the program again to resume
const pool = await choosePool(); // worker threads here, the ranks of the job under mpirun or srun
const proposals = [automatic({ duration: burnIn })]; // learns during burn-in, then the draws are exact
const sampler = new MetropolisHastingsSampler({ model, chains: 4, proposals, seed: 1, pool });

const run = await Run.openOrCreate('${RUN}', sampler);
if (!(await run.resume(sampler))) await sampler.start(); // start points are drawn from the prior
const { completed } = await run.sample(sampler, { iterations: 20_000, signal, onProgress: progressLine() });
await pool.close();

if (completed) console.log(String(await summary(run, { burnIn })));
else process.exitCode = 85; // not finished: by convention, asks a batch system to requeue
`;
