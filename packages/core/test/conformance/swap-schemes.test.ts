import { readdirSync } from 'node:fs';
import { createBitGenerator, Random } from '@epsie/core';
import test from 'ava';
import { normalLogCdf } from '#src/math/normal-distribution.js';
import { SWAP_SCHEMES } from '#src/tempering/registry.js';
import type { SwapScheme } from '#src/tempering/swap-scheme.js';
import { SwapSweep } from '#src/tempering/swap-sweep.js';
import { sequential } from '#src/tempering/swaps/sequential.js';
import { kolmogorov } from '../helpers/statistics.ts';
import { stateOf } from '../helpers/swaps.ts';
import { swapSchemeChecks } from './swap-schemes.ts';

const schemes = Object.entries<SwapScheme>(SWAP_SCHEMES);

for (const [name, scheme] of schemes)
  for (const check of swapSchemeChecks) test(`${name} ${check.name}`, (t) => t.notThrows(() => check.run(scheme)));

let calls = 0;
const BROKEN: { readonly [check: string]: SwapScheme } = {
  'has a period of one sweep or more': { ...sequential, period: 0 },
  'tries pairs that exist': { period: 1, order: (pairs) => Array.from({ length: pairs + 1 }, (_, i) => i) },
  'tries no pair twice in a sweep': { period: 1, order: (pairs) => [...sequential.order(pairs, 0), 0] },
  'tries every pair in each period, so that states can cross the ladder': {
    period: 1,
    order: (pairs) => sequential.order(pairs, 0).filter((pair) => pair % 2 === 0),
  },
  'has the same order whenever it is asked': {
    period: 1,
    order: (pairs) => (calls++ % 2 === 0 ? sequential.order(pairs, 0) : sequential.order(pairs, 0).toReversed()),
  },
};

for (const check of swapSchemeChecks)
  test(`a scheme that does the opposite of "${check.name}" fails`, (t) => {
    t.throws(() => check.run(BROKEN[check.name] as SwapScheme), { message: /^Expected/ });
  });

test('every file of swaps/ is in the registry', (t) => {
  const files = readdirSync(new URL('../../src/tempering/swaps/', import.meta.url)).filter((file) =>
    file.endsWith('.ts'),
  );
  t.is(files.length, schemes.length);
});

// The levels of x² / 2 at inverse temperature β are normal with variance 1 / β.
const betas = [1, 0.4, 0.2, 0.05];
const DRAWS = 4000;

/** Exact draws of all levels after some sweeps, per level as standard normals. */
function afterSweeps(scheme: SwapScheme, decideWith: readonly number[]): Float64Array[] {
  const random = new Random(createBitGenerator(5));
  const levels = betas.map(() => new Float64Array(DRAWS));
  const states = betas.map(() => stateOf(0));
  const sweep = new SwapSweep(states, Float64Array.from(decideWith));
  for (let i = 0; i < DRAWS; i++) {
    const x = betas.map((beta) => random.standardNormal() / Math.sqrt(beta));
    for (const [t, state] of states.entries()) {
      state.position = Float64Array.of(x[t] as number);
      state.logLikelihood = -0.5 * (x[t] as number) ** 2;
    }
    for (let n = 0; n < 6; n++) sweep.run(scheme.order(betas.length - 1, n % scheme.period), random);
    for (const [t, { position }] of states.entries())
      (levels[t] as Float64Array)[i] = (position[0] as number) * Math.sqrt(betas[t] as number);
  }
  return levels;
}

const normalCdf = (z: number): number => Math.exp(normalLogCdf(z));

const distances = (levels: readonly Float64Array[]): number[] => levels.map((draws) => kolmogorov(draws, normalCdf));

for (const [name, scheme] of schemes) {
  test(`exact draws of all levels remain exact draws after sweeps of ${name}`, (t) => {
    const limit = 2;
    const right = distances(afterSweeps(scheme, betas));
    t.true(
      right.every((distance) => distance < limit),
      `${right}, limit ${limit}`,
    );
    const wrong = distances(afterSweeps(scheme, betas.toReversed()));
    t.true(
      wrong.some((distance) => distance > 2 * limit),
      `decided with the temperatures reversed: ${wrong}`,
    );
  });
}
