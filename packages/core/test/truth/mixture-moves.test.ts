// All moves of the adaptive mixture, with what each chain has learned: chains that start with exact draws of their target are exact draws of it
// after some steps. For each way to be wrong there is a kernel that the test must detect.
import { adaptiveMixture, type Proposal } from '@epsie/core';
import test from 'ava';
import { broken } from '../helpers/broken-proposals.ts';
import { someOf } from '../helpers/in-part.ts';
import { afterSteps, boxLaw, correlatedLaw, type Law, LIMIT, stripLaw, wrappedNormalLaw } from '../helpers/laws.ts';

type Case = readonly [name: string, law: Law, proposal: Proposal<string>];

const duration = 400;
const xy = ['x', 'y'];
const period = { phi: 2 * Math.PI };
const correlated = correlatedLaw(0.9);
const strip = stripLaw(0.2);
const falling = boxLaw({ x: [0, 1], y: [-1, 3], z: [5, 6], u: [0, 1], v: [0, 1] }, 3);
const five = [...xy, 'z', 'u', 'v'];
const covariance = [0.1, 1, 0.1, 0.1, 0.1];
const angle = wrappedNormalLaw();

const mixture = (names: readonly string[], options = {}): Proposal<string> =>
  adaptiveMixture(names, { duration, ...options });

const right: readonly Case[] = [
  ['a correlated normal', correlated, mixture(xy)],
  ['a correlated normal, before there are past points', correlated, mixture(xy, { duration: 3 })],
  ['a correlated normal, from first jumps that are far too wide', correlated, mixture(xy, { covariance: [1e20, 1e6] })],
  ['a strip', strip, mixture(xy, { covariance: 0.1 })],
  ['a box of five dimensions', falling, mixture(five, { covariance })],
  ['an angle', angle, mixture(['phi'], { period })],
];

const without = (names: readonly string[], move: number, options = {}): Proposal<string> =>
  broken('ratioLessKernel', names, { spec: adaptiveMixture(names, { duration, ...options }), move });

const wrong: readonly Case[] = [
  ['independent draws without their ratio', correlated, without(xy, 4)],
  ['snooker moves without their ratio', falling, without(five, 3, { covariance })],
  [
    'an angle that is not one for its jumps',
    wrappedNormalLaw(0.2, 0.5),
    broken('wrappingKernel', ['phi'], { spec: adaptiveMixture('phi', { duration }) }),
  ],
];

const settings = { chains: 3000, steps: 20, seed: 4, warmUp: duration + 50 };
const worst = (scores: { readonly [name: string]: number }): number => Math.max(...Object.values(scores));

for (const [name, law, proposal] of someOf(right)) {
  test.serial(`adaptiveMixture leaves ${name} invariant`, async (t) => {
    const scores = law.scores(await afterSteps(law, [proposal], settings));
    t.true(worst(scores) < LIMIT, JSON.stringify(scores));
  });
}

for (const [name, law, proposal] of someOf(wrong)) {
  test.serial(`detects ${name}`, async (t) => {
    const scores = law.scores(await afterSteps(law, [proposal], settings));
    t.true(worst(scores) > LIMIT, JSON.stringify(scores));
  });
}
