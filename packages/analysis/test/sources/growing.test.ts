import {
  burnIn,
  diagnose,
  effectiveSamples,
  evidence,
  posteriorWeights,
  summary,
  type TemperedDisk,
  tempering,
} from '@epsie/analysis';
import type { Selection } from '@epsie/core';
import test from 'ava';
import { gaussianSampler } from './samplers.ts';

type Source = TemperedDisk & { readonly iterations: number };

/** Returns the first 500 draws of a sampler as a run on disk has them; `growth` more after every read. */
async function source(growth: number): Promise<Source> {
  const { history, configuration } = await sampler;
  let length = 500;
  const grown = async (series: Float64Array): Promise<Float64Array> => {
    length = Math.min(history.length, length + growth);
    return series;
  };
  const within = (selection: Selection): Selection => ({ to: length, ...selection });
  return {
    configuration,
    chains: history.chains,
    temperatures: history.temperatures,
    variables: history.variables,
    get iterations() {
      return length;
    },
    get length() {
      return length;
    },
    get sweeps() {
      return length;
    },
    iterationOfDraw: (draw) => history.iterationOfDraw(draw),
    iterationOfSweep: (sweep) => history.iterationOfSweep(sweep),
    draws: (name, selection) => grown(history.draws(name, within(selection))),
    betas: (selection) => grown(history.betas(within(selection))),
    swaps: (name, selection) => grown(history.swaps(name, within(selection))),
  };
}

const sampler = gaussianSampler(3000, { chains: 4 });

const ANALYSES: readonly ((from: Source) => unknown)[] = [
  summary,
  diagnose,
  burnIn,
  effectiveSamples,
  evidence,
  tempering,
  posteriorWeights,
];

for (const analysis of ANALYSES) {
  test(`${analysis.name} of a run that grows has the numbers of the draws at its call`, async (t) => {
    const growing = await source(20);
    t.deepEqual(await analysis(growing), await analysis(await source(0)));
    t.true(growing.length > 550);
  });
}
