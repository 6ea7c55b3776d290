// What a sampler warned of stays with its run.
import { join } from 'node:path';
import { inspect } from 'node:util';
import { adaptiveMixture, MetropolisHastingsSampler, normal } from '@epsie/core';
import { Run } from '@epsie/io';
import test from 'ava';
import { temporaryDirectory } from '../helpers/directory.ts';

const model = ({ x, y }: { x: number; y: number }) => ({ logPrior: 0, logLikelihood: -0.5 * (x * x + y * y) });

test('warnings of the sampler are stored in the run', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const proposals = [normal(['x', 'y'], { covariance: [1, 1e-40] })];
  const frozen = () => new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains: 2, seed: 1, proposals });
  const sampler = frozen();
  const run = await Run.create(directory, sampler);
  t.deepEqual(run.warnings, []);
  await sampler.start({ x: [0, 1], y: [1, 2] });
  // Short segments: the sampler forgets its history, and what it warned of, after each.
  await run.sample(sampler, { iterations: 300, segment: 10, checkpoint: { segments: 1 } });
  const expected = /^Parameter `y` is frozen in 2 of 2 chains \(first: chain 0\): 300 consecutive jumps/;
  t.is(run.warnings.length, 1);
  t.regex(run.warnings[0] as string, expected);
  t.regex(inspect(run), /warnings: \[\s*'Parameter `y` is frozen/);
  const later = await Run.open(directory);
  t.deepEqual(later.warnings, run.warnings);
  const again = frozen();
  await later.resume(again);
  await later.sample(again, { iterations: 310 });
  t.is(later.warnings.length, 1);
});

test('a run that ends while proposals adapt warns; a longer one does not', async (t) => {
  const warned: string[] = [];
  const listen = (warning: Error): void => {
    if (warning.message.includes('still adapt')) warned.push(warning.message);
  };
  process.on('warning', listen);
  t.teardown(() => process.off('warning', listen));
  for (const [iterations, count] of [
    [120, 1],
    [400, 0],
  ] as const) {
    warned.length = 0;
    const directory = join(temporaryDirectory(t), 'a.run');
    const sampler = new MetropolisHastingsSampler({
      parameters: ['x', 'y'],
      model,
      proposals: [adaptiveMixture(['x', 'y'], { duration: 200 })],
      chains: 2,
      seed: 1,
    });
    const run = await Run.create(directory, sampler);
    await sampler.start({ x: [0, 1], y: [1, 2] });
    await run.sample(sampler, { iterations, segment: 20, checkpoint: { segments: 1 } });
    await new Promise(setImmediate);
    t.is(warned.length, count, `${iterations}`);
    t.is(run.warnings.length, count);
    t.deepEqual((await Run.open(directory)).warnings, run.warnings);
  }
});

test('a run prints a summary without private fields', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = new MetropolisHastingsSampler({ parameters: ['x', 'y'], model, chains: 2, seed: 1 });
  const run = await Run.create(directory, sampler);
  await sampler.start({ x: [0, 1], y: [1, 2] });
  await run.sample(sampler, { iterations: 10 });
  const text = inspect(run).replace(directory, 'DIRECTORY').replaceAll(/\s+/g, ' ');
  t.is(
    text,
    "Run { directory: 'DIRECTORY', parameters: [ 'x', 'y' ], chains: 2, levels: 1, iterations: 10, draws: 10, seed: 1n }",
  );
});
