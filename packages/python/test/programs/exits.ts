// Ends by `process.exit` at SIGUSR2; on threads in the middle of an evaluation: `exits.js serial|threads`.
import { MetropolisHastingsSampler, type Pool, SerialPool } from '@epsie/core';
import { ThreadPool } from '@epsie/pool-threads';
import { plain as model, stuck } from '../models/gaussian.js';

process.once('SIGUSR2', () => process.exit(7));
setInterval(() => {}, 1000);

const threads = process.argv[2] === 'threads';
const pool: Pool = threads ? new ThreadPool({ threads: 2 }) : new SerialPool();
const sampler = new MetropolisHastingsSampler({ model: threads ? stuck : model, chains: 2, seed: 1, pool });
const started = sampler.start();
if (!threads) await started.then(() => sampler.run(10));
