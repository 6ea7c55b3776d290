// Samplers whose numbers must not depend on the pool, and the bytes of their results: for any platform.
import {
  andrieuThoms,
  betaLadder,
  boundedNormal,
  cycle,
  equalRejection,
  MetropolisHastingsSampler,
  normal,
  ParallelTemperedSampler,
  siviaSkilling,
  veitch,
  vousden,
} from '@epsie/core';
import { declared } from './declared.js';
import { ridge } from './ridge.js';

export const ITERATIONS = 300;

const common = /** @type {const} */ ({
  parameters: ['a', 'b', 'c', 'd'],
  model: ridge,
  chains: 5,
  seed: 7,
  proposals: [
    normal('a', { adaptation: veitch({ duration: 200, priorWidths: { a: 12 } }) }),
    boundedNormal('b', { bounds: { b: [0, 1] }, adaptation: siviaSkilling() }),
    normal(['c', 'd'], { adaptation: andrieuThoms({ duration: 150, componentwise: true }) }),
  ],
});
const starts = { a: [3, -3, 0.5, 1, -1], b: [0.5, 0, 1, 0.2, 0.9], c: [0, 1, -2, 3, 4], d: [0, 0.3, 1.5, 2, 5] };
const betas = betaLadder(4, 50);

const cycles = [
  cycle([
    [normal(['a', 'c'], { adaptation: andrieuThoms({ duration: 100 }) }), 3],
    [normal('a', { covariance: 36 }), 1],
    [normal('c', { adaptation: siviaSkilling(), jumpInterval: 2, jumpIntervalDuration: 50 }), 2],
  ]),
  cycle([
    [boundedNormal('b', { bounds: { b: [0, 1] }, adaptation: veitch({ duration: 80 }) }), 1],
    [boundedNormal('b', { bounds: { b: [0, 1] }, covariance: 0.01 }), 1],
  ]),
];

const metropolisHastings = (options) => async (pool) => {
  const sampler = new MetropolisHastingsSampler({ ...common, ...options, pool });
  await sampler.start(starts);
  return sampler;
};

const tempered = (options) => async (pool) => {
  const sampler = new ParallelTemperedSampler({ ...common, betas, ...options, pool });
  const everywhere = Object.entries(starts).map(([name, values]) => [name, Array.from(betas, () => values)]);
  await sampler.start(Object.fromEntries(everywhere));
  return sampler;
};

const drawn = async (pool) => {
  const sampler = new ParallelTemperedSampler({ model: declared({ width: 12 }), chains: 5, seed: 7, betas, pool });
  await sampler.start();
  return sampler;
};

export const samplers = {
  'Metropolis–Hastings': metropolisHastings({}),
  cycles: metropolisHastings({ proposals: cycles }),
  'tempered cycles': tempered({ proposals: cycles, resetAfterSwap: true }),
  'adaptive ladder': tempered({ swapInterval: 3, ladder: vousden() }),
  'resets after swaps': tempered({ resetAfterSwap: true }),
  'even-odd swaps': tempered({ swapInterval: 2, swaps: 'evenOdd', ladder: vousden() }),
  'even-odd swaps, twice': tempered({ swaps: 'evenOddTwice', betas: betaLadder(4, 50, { prior: true }) }),
  'declared prior, drawn starts': drawn,
  'shared ladder': tempered({ swapInterval: 2, ladder: equalRejection({ rounds: 5, firstRound: 3 }) }),
  'ladder of each chain, draws from the prior': tempered({
    swaps: 'evenOdd',
    ladder: equalRejection({ rounds: 4, firstRound: 3, shared: false }),
    priorDraws: true,
  }),
};

/** Returns every bit of a sampler's history and state. */
export function bytesOf(sampler) {
  const { positions, stats, acceptance, blobs, swaps, state } = sampler;
  const parts = [];
  add(parts, { positions, stats, acceptance, blobs, swaps, state });
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}

const encoder = new TextEncoder();

function add(parts, value) {
  if (ArrayBuffer.isView(value)) {
    parts.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      parts.push(encoder.encode(name));
      add(parts, item);
    }
  } else if (typeof value === 'number') {
    parts.push(new Uint8Array(Float64Array.of(value).buffer));
  } else {
    parts.push(encoder.encode(String(value)));
  }
}
