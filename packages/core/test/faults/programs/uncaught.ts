// A program without error handling, to see what Node prints for an error.
import { andrieuThoms, errorFromData, errorToData, MetropolisHastingsSampler, normal, SerialPool } from '@epsie/core';

const evaluate = ({ x }: { x: number }) => ({ logPrior: x < 5 ? 0 : Number.NEGATIVE_INFINITY, logLikelihood: -x * x });
const pool = new SerialPool();
const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model: evaluate, chains: 1, seed: 1, pool });

const ways: { readonly [way: string]: () => unknown } = {
  start: () => sampler.start({ x: [9] }),
  order: () => sampler.run(5),
  option: () => andrieuThoms(1000 as never),
  matrix: () => normal('x', { covariance: -1 }),
  choice: () => normal('x', { jumpInterval: -1 }),
  closed: async () => {
    await pool.close();
    await sampler.start({ x: [0] });
  },
  forgotten: () => void sampler.start({ x: [9] }),
  remote: () => {
    throw errorFromData(errorToData(new RangeError('far away')));
  },
};

await ways[process.argv[2] ?? '']?.();
