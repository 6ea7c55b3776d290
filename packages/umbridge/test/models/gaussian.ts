import { defineModelFactory } from '@epsie/core';
import { normal } from '@epsie/priors';
import { umBridgeModel } from '@epsie/umbridge';
import { gaussian } from '../programs/served-models.ts';

const prior = { x: normal(0, 3), y: normal(0, 3) };

/** The model of the server `gaussian`, in this process; one factor of the twin differs in its 16th digit. */
export const local = defineModelFactory(
  import.meta.url,
  {
    prior,
    logLikelihood:
      ({ scale }: { scale: number }) =>
      ({ x, y }) =>
        gaussian(x, y, scale),
  },
  'local',
);

const urls = JSON.parse(process.env['UMBRIDGE_TEST_URLS'] ?? '["http://127.0.0.1:1"]') as [string, ...string[]];

/** The same model behind the servers that the environment names. */
export const served = umBridgeModel(import.meta.url, { url: urls, name: 'gaussian', prior, timeLimit: 20 }, 'served');

/** A posterior behind these servers, with log prior. */
export const posterior = umBridgeModel(
  import.meta.url,
  { url: urls, name: 'posterior', parameters: ['x', 'y'] },
  'posterior',
);

/** That posterior in this process. */
export const localPosterior = ({ x, y }: { x: number; y: number }) => ({
  logPrior: Math.abs(x) <= 3 ? -2 : Number.NEGATIVE_INFINITY,
  logLikelihood: gaussian(x, y),
});
