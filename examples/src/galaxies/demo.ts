import { choosePool, type PortableModelWithPrior } from '@epsie/core';
import { abortOnSignals } from '@epsie/io';
import { readOptions } from '../command-line/options.ts';
import { refuse } from '../stored-run/open-run.ts';
import { sampleStored } from '../stored-run/sample.ts';
import type { Parameter } from './model.ts';
import { printReport } from './report.ts';
import { betas, createSampler } from './sampling.ts';

/** A model of the galaxies, and how its demo is called. */
export type Demo = {
  readonly purpose: string;
  readonly command: string;
  /** Default directory of the run. */
  readonly directory: string;
  readonly model: PortableModelWithPrior<Parameter>;
};

/** Successive draws are strongly correlated, so every 20th iteration is recorded. The evidence needs all temperatures. */
const recording = { levels: 'all', thin: 20 } as const;

/** Samples the rest of the run and prints its report, by the options of the command line. */
export async function runDemo(demo: Demo): Promise<void> {
  const options = readDemoOptions(demo);
  using signal = abortOnSignals(['SIGINT', 'SIGTERM']);
  await using pool = await choosePool({ threads: options.threads });
  try {
    await sample(demo, options, { pool, signal });
  } catch (error) {
    refuse(error, { directory: options.run, seed: options.seed });
  }
}

const readDemoOptions = ({ purpose, command, directory }: Demo) =>
  readOptions(process.argv.slice(2), {
    purpose,
    command,
    iterations: 100_000,
    chains: 8,
    about: 'independent chains, with twelve temperatures each',
    seed: 1986,
    run: directory,
  });

type Options = ReturnType<typeof readDemoOptions>;
type Means = { readonly pool: Awaited<ReturnType<typeof choosePool>>; readonly signal: AbortSignal };

async function sample({ model }: Demo, options: Options, { pool, signal }: Means): Promise<void> {
  const { iterations, chains, seed, run: directory } = options;
  const burnIn = Math.floor(iterations / 5);
  const sampler = createSampler({ model, chains, seed, burnIn, pool });
  console.log(
    `Chains: ${chains}, temperatures: ${betas.length}, iterations: ${iterations}, workers: ${pool.size}, seed: ${seed}`,
  );
  const place = { directory, seed };
  const { run, from } = await sampleStored({ ...place, sampler, iterations, burnIn, recording, signal });
  if (from !== undefined) await printReport(run, from);
}
