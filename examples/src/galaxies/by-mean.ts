import type { DiskSource } from '@epsie/analysis';
import type { Selection } from '@epsie/core';
import type { RecordedRun } from '@epsie/io';
import { type Parameter, parameters } from './model.ts';

type Component = { readonly label: number; readonly mean: number; readonly width: number; readonly weight: number };

const QUANTITIES = ['mean', 'width', 'weight'] as const;
type Quantity = (typeof QUANTITIES)[number];

/** Presents a run with its components in the order of their means, whatever their labels: component 1 has the smallest one. */
export function byMean(run: RecordedRun): DiskSource {
  const names = [1, 2, 3].flatMap((component) => QUANTITIES.map((quantity) => `${quantity} ${component}`));
  const variables = names.map((name) => ({ name, kind: 'parameter', origin: name, type: 'float64' }) as const);
  const draws = async (name: string, selection: Selection): Promise<Float64Array> => {
    if (!names.includes(name)) return run.draws(name, selection);
    const [quantity, component] = name.split(' ') as [Quantity, string];
    const components = await readComponents(run, selection);
    return Float64Array.from(components, (draw) => draw[Number(component) - 1]?.[quantity] as number);
  };
  return {
    chains: run.chains,
    temperatures: run.temperatures,
    iterations: run.iterations,
    length: run.length,
    sweeps: run.sweeps,
    variables: [...variables, ...run.variables.filter(({ kind }) => kind !== 'parameter')],
    iterationOfDraw: (draw) => run.iterationOfDraw(draw),
    iterationOfSweep: (sweep) => run.iterationOfSweep(sweep),
    draws,
    betas: (selection) => run.betas(selection),
    swaps: (name, selection) => run.swaps(name, selection),
    configuration: run.configuration,
  };
}

/** Returns how many of the six orders of the labels each cold chain has visited: one for each mode. */
export async function countModes(run: RecordedRun, burnIn: number): Promise<number[]> {
  const modes: number[] = [];
  for (let chain = 0; chain < run.chains; chain++) {
    const draws = await readComponents(run, { chain, burnIn });
    modes.push(new Set(draws.map((components) => components.map(({ label }) => label).join())).size);
  }
  return modes;
}

async function readComponents(run: RecordedRun, selection: Selection): Promise<Component[][]> {
  const columns = await Promise.all(parameters.map(async (name) => [name, await run.draws(name, selection)] as const));
  const of = Object.fromEntries(columns) as { readonly [P in Parameter]: Float64Array };
  return Array.from(of.mean1, (_, draw) =>
    componentsAt((name) => of[name][draw] as number).sort((a, b) => a.mean - b.mean),
  );
}

const componentsAt = (at: (name: Parameter) => number): Component[] => [
  { label: 1, mean: at('mean1'), width: Math.exp(at('logWidth1')), weight: at('weight1') },
  { label: 2, mean: at('mean2'), width: Math.exp(at('logWidth2')), weight: at('weight2') },
  { label: 3, mean: at('mean3'), width: Math.exp(at('logWidth3')), weight: 1 - at('weight1') - at('weight2') },
];
