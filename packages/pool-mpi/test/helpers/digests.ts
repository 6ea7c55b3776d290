import { createHash, type Hash } from 'node:crypto';
import {
  andrieuThoms,
  betaLadder,
  boundedNormal,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  type Pool,
  siviaSkilling,
  veitch,
  vousden,
} from '@epsie/core';
import { ridge } from '../ridge.js';

type AnySampler = MetropolisHastingsSampler<string> | ParallelTemperedSampler<string>;

const RUNS = [150, 1, 149];
const betas = betaLadder(4, 50);
const starts = { a: [3, -3, 0.5, 1, -1], b: [0.5, 0, 1, 0.2, 0.9], c: [0, 1, -2, 3, 4], d: [0, 0.3, 1.5, 2, 5] };
const common = {
  parameters: ['a', 'b', 'c', 'd'],
  model: ridge,
  chains: 5,
  seed: 7,
  proposals: [
    normal('a', { adaptation: veitch({ duration: 200, priorWidths: { a: 12 } }) }),
    boundedNormal('b', { bounds: { b: [0, 1] }, adaptation: siviaSkilling() }),
    normal(['c', 'd'], { adaptation: andrieuThoms({ duration: 150, componentwise: true }) }),
  ],
} as const;

/** A fingerprint of every bit that samplers record and end with, on a pool. */
export async function digests(pool: Pool): Promise<{ readonly [sampler: string]: string }> {
  const single = new MetropolisHastingsSampler({ ...common, pool });
  await single.start(starts);
  const tempered = new ParallelTemperedSampler({ ...common, pool, betas, swapInterval: 3, ladder: vousden() });
  await tempered.start(
    Object.fromEntries(
      Object.entries(starts).map(([name, values]) => [name, Array.from(betas, () => values)]),
    ) as never,
  );
  return { 'Metropolis–Hastings': await digest(single), 'parallel tempering': await digest(tempered) };
}

async function digest(sampler: AnySampler): Promise<string> {
  for (const iterations of RUNS) await sampler.run(iterations);
  const { positions, stats, acceptance, state } = sampler;
  const hash = createHash('sha256');
  add(hash, { positions, stats, acceptance, state, swaps: 'swaps' in sampler ? sampler.swaps : undefined });
  return hash.digest('hex');
}

function add(hash: Hash, value: unknown): void {
  if (ArrayBuffer.isView(value)) {
    hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) add(hash.update(name), item);
  } else {
    hash.update(typeof value === 'number' ? Float64Array.of(value) : String(value));
  }
}
