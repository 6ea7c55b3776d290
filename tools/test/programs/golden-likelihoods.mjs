// Golden chains whose likelihood is in Python, or evaluates batches in TypeScript.
import { createHash } from 'node:crypto';
import { defineModelFactory, MetropolisHastingsSampler, ParallelTemperedSampler, vousden } from '@epsie/core';
import { pythonModel } from '@epsie/python';
import { goldenNames, readGolden } from '../../../packages/core/dist-test/helpers/golden-json.js';
import { batchGoldenModel, portableGoldenModel } from '../../../packages/core/dist-test/helpers/golden-models.js';
import { goldenProposal } from '../../../packages/core/dist-test/helpers/golden-proposals.js';

// The others need exp, log or sines, whose last bits are those of the libraries.
const EXACT = ['gauss', 'gauss5', 'angular', 'poisson', 'mixed', 'tdgauss', 'poly'];

/** Names of the golden chains whose models are made of exact operations. */
export const exactChains = () =>
  goldenNames('chains').filter((name) => {
    const { name: model, constants } = readGolden('chains', name).config.model;
    return EXACT.includes(model) && (constants.parts ?? []).every((part) => EXACT.includes(part.name));
  });

/** A golden model in Python, for any process. `form` is 'model' or 'vectorized'. */
export const goldenPython = defineModelFactory(
  import.meta.url,
  ({ form, python, parameters, options }) =>
    pythonModel(import.meta.url, {
      module: './golden_models.py',
      function: form,
      vectorized: form === 'vectorized',
      python,
      parameters,
      options,
    }),
  'goldenPython',
);

const jsonOf = (value) =>
  JSON.parse(JSON.stringify(value, (_, v) => (v === Infinity ? 'Infinity' : v === -Infinity ? '-Infinity' : v)));

/** Returns the model of a golden chain: one in TypeScript for `form` 'typescript' and 'batch', else {@link goldenPython}. */
export function modelOf({ model, parameters }, { form, python = 'python3', offset = 0 }) {
  if (form === 'typescript') return portableGoldenModel(model);
  if (form === 'batch') return batchGoldenModel({ ...model, asynchronous: false });
  return goldenPython({ form, python, parameters, options: { golden: jsonOf(model), offset } });
}

/** Runs a golden chain and returns the fingerprint of all that it recorded. */
export async function fingerprintOf(name, settings, pool) {
  const { config } = readGolden('chains', name);
  const sampler = await started(config, modelOf(config, settings), pool);
  const iterations = config.schedule.reduce((sum, { op, n }) => sum + (op === 'run' ? n : 0), 0);
  await sampler.run(Math.min(iterations, settings.iterations ?? iterations));
  const { positions, stats, blobs, acceptance, state } = sampler;
  const recorded = JSON.stringify(
    structuredClone({ ...{ positions, stats, blobs, acceptance }, state: { ...state } }),
    bitsOf,
  );
  return createHash('sha256').update(recorded).digest('hex');
}

function bitsOf(_key, value) {
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? `number ${value} ${1 / value}`
    : value;
}

async function started(config, model, pool) {
  const { parameters, nchains: chains, annealer, seed, start } = config;
  const options = {
    parameters,
    chains,
    seed: BigInt(seed),
    model,
    pool,
    proposals: config.proposals.map(goldenProposal),
  };
  if (config.sampler === 'MetropolisHastingsSampler') {
    const sampler = new MetropolisHastingsSampler(options);
    await sampler.start(Object.fromEntries(parameters.map((name) => [name, start[name]?.[0] ?? []])));
    return sampler;
  }
  const ladder =
    annealer && vousden({ tau: annealer.tau, nu: annealer.nu, infiniteHottest: Boolean(annealer.Tmax_prior) });
  const sampler = new ParallelTemperedSampler({
    ...options,
    betas: config.betas_given,
    swapInterval: config.swap_interval,
    resetAfterSwap: Boolean(config.reset_after_swap),
    ...(ladder && { ladder }),
  });
  await sampler.start(start);
  return sampler;
}
